// The driver of candidates' Go code: takes a nonce and then calls from standard input and sends what came back. What the
// candidate's code prints goes to standard error. It keeps no secret and decides nothing: whoever takes it over can send
// other values and nothing else.

package recrutr

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"syscall"
)

const (
	maxMessage = 2000
	maxNames   = 40
)

// Serve answers calls until they end. By name: functions, and under `Class.new` what makes objects.
func Serve(functions map[string]any) {
	on := taken()
	nonce := string(on.read(nonceCharacters))
	objects := []reflect.Value{}
	for {
		call, more := on.readFrame("")
		if !more {
			break
		}
		on.write(nonce, answer(functions, &objects, call))
	}
	os.Exit(0)
}

// taken gives standard input and output to us alone; the candidate's code finds an empty input, and prints to stderr.
func taken() channel {
	source, _ := syscall.Dup(0)
	sink, _ := syscall.Dup(1)
	if nothing, err := syscall.Open(os.DevNull, syscall.O_RDONLY, 0); err == nil {
		syscall.Dup3(nothing, 0, 0)
	}
	syscall.Dup3(2, 1, 0)
	return channel{os.NewFile(uintptr(source), "calls"), os.NewFile(uintptr(sink), "answers")}
}

func answer(functions map[string]any, objects *[]reflect.Value, call []byte) (told string) {
	defer func() {
		if problem := recover(); problem != nil {
			told = panicAnswer(problem)
		}
	}()
	in := &reader{data: call}
	in.count('l')
	name := in.text()
	handle := int(in.read(reflect.TypeOf(0)).Int())
	function := reflect.ValueOf(functions[name])
	if handle >= 0 {
		function = (*objects)[handle].MethodByName(name[strings.LastIndexByte(name, '.')+1:])
	}
	if !function.IsValid() {
		return refused("there is no exported " + name)
	}
	kind := function.Type()
	if count := in.count('l'); kind.IsVariadic() || kind.NumIn() != count {
		return refused(fmt.Sprintf("%s takes %d arguments instead of %d", name, kind.NumIn(), count))
	}
	given := make([]reflect.Value, kind.NumIn())
	for place := range given {
		given[place] = in.read(kind.In(place))
	}
	results := function.Call(given)
	if count := len(results); count > 0 && kind.Out(count-1) == reflect.TypeOf((*error)(nil)).Elem() {
		if err, failed := results[count-1].Interface().(error); failed {
			return errorAnswer(err)
		}
		results = results[:count-1]
	}
	if len(results) > 1 {
		return refused(fmt.Sprintf("%s gives %d values", name, len(results)))
	}
	if strings.HasSuffix(name, ".new") {
		*objects = append(*objects, results[0])
		return Encode([]any{"object", len(*objects) - 1})
	}
	var value, after any
	if len(results) == 1 {
		value = results[0].Interface()
	}
	if in.flag() {
		arguments := []any{}
		for _, one := range given {
			arguments = append(arguments, one.Interface())
		}
		after = arguments
	}
	return Encode([]any{"value", value, after})
}

func refused(why string) string {
	return Encode([]any{"refused", why})
}

// errorAnswer names the types of an error and of those it wraps, and their whole messages: by these Go tells errors like `var ErrFull = errors.New(…)`.
func errorAnswer(err error) string {
	names := []string{}
	for one := err; one != nil && len(names) < maxNames; one = errors.Unwrap(one) {
		names = append(names, typeName(one), one.Error())
	}
	return Encode([]any{"error", append(names, "error"), cut(err.Error())})
}

func panicAnswer(problem any) string {
	if fault, ours := problem.(WireFault); ours {
		return refused(string(fault))
	}
	names := []string{}
	if _, own := problem.(runtime.Error); own {
		names = append(names, "runtime.Error")
	} else if err, is := problem.(error); is {
		names = append(names, typeName(err))
	}
	return Encode([]any{"error", append(names, "panic"), cut(fmt.Sprint(problem))})
}

func typeName(err error) string {
	text := fmt.Sprintf("%T", err)
	return text[strings.LastIndexAny(text, "*.")+1:]
}

func cut(text string) string {
	if len(text) > maxMessage {
		return text[:maxMessage]
	}
	return text
}
