package stock

import (
	"testing"

	"task/recrutr"
)

func TestHearsOfTheLast(t *testing.T) {
	own := NewStock(5)
	heard := []string{}
	own.OnLast(func(article string) { heard = append(heard, article) })
	for _, one := range []string{"nails", "nails", "glue", "glue"} {
		if err := own.Add(one, 1); err != nil {
			t.Fatal(err)
		}
	}
	for range []int{1, 2} {
		if _, err := own.Take("nails", 1); err != nil {
			t.Fatal(err)
		}
	}
	left, _ := own.Take("glue", 1)
	recrutr.Expect("heard", heard)
	recrutr.Expect("left", left-1)
}
