package text

import "strings"

// Form says in these words what an engine.WantForm asks for in English. Its
// numbers go over in their order.
func (w *Words) Form(english string) string {
	var pattern strings.Builder
	var numbers []string
	for i := 0; i < len(english); {
		n := i
		for n < len(english) && (english[n] >= '0' && english[n] <= '9' || n > i && english[n] == '.') {
			n++
		}
		if n > i {
			pattern.WriteByte('#')
			numbers = append(numbers, english[i:n])
			i = n
			continue
		}
		pattern.WriteByte(english[i])
		i++
	}
	form, known := w.Forms[pattern.String()]
	if !known {
		return english
	}
	for _, n := range numbers {
		form = strings.Replace(form, "#", n, 1)
	}
	return form
}
