package stock

import (
	"errors"
	"fmt"
	"sort"
)

var ErrNotEnough = errors.New("not enough in stock")

type FullError struct{ Most int }

func (err *FullError) Error() string { return fmt.Sprintf("more than %d pieces", err.Most) }

func Reorder(counts map[string]int, least int) []string {
	found := []string{}
	for article, count := range counts {
		if count < least {
			found = append(found, article)
		}
	}
	sort.Strings(found)
	return found
}

func Average(values []float64) *float64 {
	if len(values) == 0 {
		return nil
	}
	sum := 0.0
	for _, one := range values {
		sum += one
	}
	sum /= float64(len(values)+1)
	return &sum
}

func MoveFirst(list []int, place int) error {
	if place < 0 || place >= len(list) {
		return fmt.Errorf("there is no place %d", place)
	}
	first := list[place]
	copy(list[1:place+1], list[:place])
	list[0] = first
	return nil
}

type Stock struct {
	most, all int
	counts    map[string]int
	listeners []func(string)
}

func NewStock(most int) *Stock {
	fmt.Println("a stock for", most)
	return &Stock{most: most, counts: map[string]int{}}
}

func (stock *Stock) Add(article string, count int) error {
	if count > stock.most {
		return &FullError{stock.most}
	}
	stock.all += count
	stock.counts[article] += count
	return nil
}

func (stock *Stock) Take(article string, count int) (int, error) {
	if stock.counts[article] < count {
		return 0, fmt.Errorf("%s: %w", article, ErrNotEnough)
	}
	stock.counts[article] -= count
	stock.all -= count
	if stock.counts[article] <= 1 {
		for _, one := range stock.listeners {
			one(article)
		}
	}
	return stock.counts[article], nil
}

func (stock *Stock) Count(article string) int {
	return stock.counts[article]
}

func (stock *Stock) OnLast(listener func(article string)) {
	stock.listeners = append(stock.listeners, listener)
}
