// Package site assembles the published playground: the files that any static
// file server can serve from any path.
//
// Assemble is a pure function of its inputs, so two builds of one source are
// equal byte for byte. It gives each file whose content may change a name with
// a hash of that content, so a browser can keep it for ever, and writes these
// names where other files refer to it. A reference is the quoted string
// "./name"; each must name a file of the site. Five more quoted strings are
// replaced:
//
//	"bytes:./name"  the size of that file, as in "7048156"
//	"build:"        a name of the program and its kernel, which both hold it as well
//	"version:"      a name of this site, a hash of all its files
//	"default:"      the experiment that an empty link opens
//	"files:"        every file to keep for use without a network, as "./", "./a", "./b"
package site
