// Package draw makes the moving pictures of the page: the network, the output
// surface and the loss chart. A picture is a value that is drawn into a List
// of shapes or into RGBA pixels, without a browser; only Canvas, which paints
// them, differs between platforms. Coordinates are CSS pixels, x to the right
// and y down. The package has no words of its own: all text is given to it.
package draw
