package stock

import "errors"

var ErrNotEnough = errors.New("not enough in stock")

func Reorder(counts map[string]int, least int) []string {
	return nil
}

func Average(values []float64) *float64 {
	return nil
}

func MoveFirst(list []int, place int) error {
	return nil
}

type Stock struct {
}

func NewStock(most int) *Stock {
	return &Stock{}
}

func (stock *Stock) Add(article string, count int) error {
	return nil
}

func (stock *Stock) Take(article string, count int) (int, error) {
	return 0, nil
}

func (stock *Stock) Count(article string) int {
	return 0
}

func (stock *Stock) OnLast(listener func(article string)) {
}
