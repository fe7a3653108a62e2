// Package recrutr holds values and frames as runner/tasks/values.py describes them, for Go inside a box. Values are read
// as the types that the code at hand declares: whole numbers, floats, bool, string, slices, maps, pointers for what may
// be missing.
package recrutr

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
)

const (
	nonceCharacters = 32
	maxDepth        = 64
)

// WireFault is raised (as a panic) by bytes that are no value of ours, and by values that cannot be sent.
type WireFault string

func (fault WireFault) Error() string { return string(fault) }

type reader struct {
	data []byte
	at   int
}

func (in *reader) kind() byte {
	if in.at >= len(in.data) {
		panic(WireFault("not a value"))
	}
	return in.data[in.at]
}

func (in *reader) until(wanted, stop byte) string {
	if in.kind() != wanted {
		panic(WireFault(fmt.Sprintf("expected the kind %c, found %c", wanted, in.kind())))
	}
	end := bytes.IndexByte(in.data[in.at:], stop)
	if end < 0 {
		panic(WireFault("not a value"))
	}
	text := string(in.data[in.at+1 : in.at+end])
	in.at += end + 1
	return text
}

func (in *reader) count(wanted byte) int {
	count, err := strconv.Atoi(in.until(wanted, ':'))
	if err != nil || count < 0 || count > len(in.data)-in.at {
		panic(WireFault("a length beyond the end"))
	}
	return count
}

func (in *reader) text() string {
	size := in.count('s')
	in.at += size
	return string(in.data[in.at-size : in.at])
}

func (in *reader) flag() bool {
	found := in.kind()
	if found != 't' && found != 'f' {
		panic(WireFault("expected the kind t or f"))
	}
	in.at++
	return found == 't'
}

func (in *reader) real() float64 {
	text := ""
	if in.kind() == 'i' {
		text = in.until('i', ';')
	} else {
		text = in.until('d', ';')
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(value, 0) {
		panic(WireFault("not a number"))
	}
	return value
}

// read gives the next value as the type that is wanted.
func (in *reader) read(wanted reflect.Type) reflect.Value {
	found := reflect.New(wanted).Elem()
	switch wanted.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value, err := strconv.ParseInt(in.until('i', ';'), 10, wanted.Bits())
		if err != nil {
			panic(WireFault(err.Error()))
		}
		found.SetInt(value)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		value, err := strconv.ParseUint(in.until('i', ';'), 10, wanted.Bits())
		if err != nil {
			panic(WireFault(err.Error()))
		}
		found.SetUint(value)
	case reflect.Float32, reflect.Float64:
		found.SetFloat(in.real())
	case reflect.Bool:
		found.SetBool(in.flag())
	case reflect.String:
		found.SetString(in.text())
	case reflect.Slice:
		count := in.count('l')
		found.Set(reflect.MakeSlice(wanted, 0, count))
		for ; count > 0; count-- {
			found.Set(reflect.Append(found, in.read(wanted.Elem())))
		}
	case reflect.Map:
		found.Set(reflect.MakeMap(wanted))
		for count := in.count('m'); count > 0; count-- {
			key := in.read(wanted.Key())
			found.SetMapIndex(key, in.read(wanted.Elem()))
		}
	case reflect.Pointer:
		if in.kind() == 'n' {
			in.at++
		} else {
			found.Set(reflect.New(wanted.Elem()))
			found.Elem().Set(in.read(wanted.Elem()))
		}
	case reflect.Interface:
		if value := in.any(); value != nil {
			found.Set(reflect.ValueOf(value))
		}
	default:
		panic(WireFault("no value can be a " + wanted.String()))
	}
	return found
}

func (in *reader) any() any {
	switch in.kind() {
	case 'n':
		in.at++
		return nil
	case 't', 'f':
		return in.flag()
	case 'i':
		return in.read(reflect.TypeOf(0)).Interface()
	case 'd':
		return in.real()
	case 's':
		return in.text()
	case 'l':
		return in.read(reflect.TypeOf([]any{})).Interface()
	default:
		return in.read(reflect.TypeOf(map[any]any{})).Interface()
	}
}

// Encode gives the encoding of a value.
func Encode(value any) string {
	var out strings.Builder
	encode(&out, reflect.ValueOf(value), maxDepth)
	return out.String()
}

func encode(out *strings.Builder, value reflect.Value, depth int) {
	if depth == 0 {
		panic(WireFault("nested too deeply"))
	}
	switch value.Kind() {
	case reflect.Invalid:
		out.WriteString("n")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		fmt.Fprintf(out, "i%d;", value.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		fmt.Fprintf(out, "i%d;", value.Uint())
	case reflect.Float32, reflect.Float64:
		out.WriteString("d" + real(value.Float()) + ";")
	case reflect.Bool:
		if value.Bool() {
			out.WriteString("t")
		} else {
			out.WriteString("f")
		}
	case reflect.String:
		text := value.String()
		fmt.Fprintf(out, "s%d:%s", len(text), text)
	case reflect.Slice, reflect.Array:
		fmt.Fprintf(out, "l%d:", value.Len())
		for place := 0; place < value.Len(); place++ {
			encode(out, value.Index(place), depth-1)
		}
	case reflect.Map:
		fmt.Fprintf(out, "m%d:", value.Len())
		for _, key := range value.MapKeys() {
			encode(out, key, depth-1)
			encode(out, value.MapIndex(key), depth-1)
		}
	case reflect.Pointer, reflect.Interface:
		encode(out, value.Elem(), depth-1)
	default:
		panic(WireFault("a value of type " + value.Type().String() + ", which no test can compare"))
	}
}

func real(value float64) string {
	switch {
	case math.IsNaN(value):
		return "nan"
	case math.IsInf(value, 1):
		return "inf"
	case math.IsInf(value, -1):
		return "-inf"
	}
	return strconv.FormatFloat(value, 'g', -1, 64)
}

// channel is a stream of frames.
type channel struct {
	source io.Reader
	sink   io.Writer
}

func (on channel) read(count int) []byte {
	found := make([]byte, count)
	have, _ := io.ReadFull(on.source, found)
	return found[:have]
}

// readFrame gives the payload of the next frame; false at the end.
func (on channel) readFrame(word string) ([]byte, bool) {
	begin := on.read(len(word) + 1)
	if len(begin) == 0 {
		return nil, false
	}
	if !strings.HasPrefix(string(begin), word) {
		panic(WireFault("bytes that are no frame"))
	}
	text := string(begin[len(word):])
	for !strings.HasSuffix(text, ":") {
		more := on.read(1)
		if len(more) == 0 || len(text) > 9 {
			panic(WireFault("bytes that are no frame"))
		}
		text += string(more)
	}
	size, err := strconv.Atoi(text[:len(text)-1])
	if err != nil || size < 0 {
		panic(WireFault("bytes that are no frame"))
	}
	payload := on.read(size)
	if len(payload) != size {
		panic(WireFault("a frame that is cut off"))
	}
	return payload, true
}

func (on channel) write(word, payload string) {
	if _, err := io.WriteString(on.sink, fmt.Sprintf("%s%d:%s", word, len(payload), payload)); err != nil {
		fmt.Fprintln(os.Stderr, "The other side is gone:", err)
		os.Exit(3)
	}
}
