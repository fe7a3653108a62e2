// Types that are anything: results that are interfaces, errors that say something else each time, methods that panic.
package solution

type liar int

func (own liar) Error() string { panic(own) }

func Add(a any, b any) (any, error) { return map[string]any{"value": a}, nil }

func Triple(values ...int) error { return liar(len(values)) }
