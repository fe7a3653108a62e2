package stock_test

import (
	"testing"

	"task/stock"
)

func TestSeparate(t *testing.T) {
	one, other := stock.NewStock(5), stock.NewStock(5)
	if err := one.Add("nails", 3); err != nil {
		t.Fatal(err)
	}
	if one.Count("nails") != 3 || other.Count("nails") != 0 {
		t.Errorf("counts are %d and %d", one.Count("nails"), other.Count("nails"))
	}
}

func TestErrors(t *testing.T) {
	own := stock.NewStock(5)
	if err := own.Add("nails", 5); err != nil {
		t.Fatal(err)
	}
	if err := own.Add("glue", 1); err == nil {
		t.Error("six pieces in a stock for five")
	}
	if _, err := own.Take("glue", 1); err == nil {
		t.Error("took what was not there")
	}
	if left, err := own.Take("nails", 2); err != nil || left != 3 {
		t.Errorf("left are %d (%v)", left, err)
	}
}

func TestTable(t *testing.T) {
	for name, counts := range map[string]map[string]int{"none": {}, "one": {"glue": 1}} {
		t.Run(name, func(t *testing.T) {
			if found := stock.Reorder(counts, 2); len(found) != len(counts) {
				t.Errorf("to order: %v", found)
			}
		})
	}
}

func TestAverage(t *testing.T) {
	if stock.Average(nil) != nil {
		t.Error("there is a mean of nothing")
	}
	if mean := stock.Average([]float64{1, 2}); mean == nil || *mean != 1.5 {
		t.Error("the mean of 1 and 2")
	}
}
