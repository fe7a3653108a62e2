// For Go tests that run apart: calls across to the candidate's code, which runs in a box of its own. Descriptors 3 and 4
// belong to this talk (run_program.py); what comes back are values, or an error by its names.

package recrutr

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"reflect"
	"sync"
)

// CandidateError is an error that the candidate's code reported; Names come from its own language.
type CandidateError struct {
	Names   []string
	Message string
}

func (err *CandidateError) Error() string { return err.Message }

var (
	talk   sync.Mutex
	remote = channel{os.NewFile(3, "answers"), os.NewFile(4, "calls")}
	word   = begin()
)

func begin() string {
	random := make([]byte, nonceCharacters/2)
	if _, err := rand.Read(random); err != nil {
		panic(err)
	}
	made := hex.EncodeToString(random)
	if _, err := remote.sink.Write([]byte(made)); err != nil {
		end(err)
	}
	return made
}

// end: the candidate's program has ended or sent what is no answer: no test may take that for the error it waits for.
func end(why any) {
	fmt.Fprintln(os.Stderr, "The candidate's program gave no answer:", why)
	os.Exit(3)
}

// Call is one call and its answer: a value, or the candidate's error.
func Call[T any](name string, handle int, given ...any) (T, error) {
	talk.Lock()
	defer talk.Unlock()
	payload := asked(Encode([]any{name, handle, append([]any{}, given...), false}))
	value, err := understood(payload, reflect.TypeOf((*T)(nil)).Elem())
	if err != nil {
		var nothing T
		return nothing, err
	}
	return value.Interface().(T), nil
}

// Nothing is what a call gives that gives nothing.
type Nothing = *bool

// Must is Call for what the task's interface does not let fail.
func Must[T any](name string, handle int, given ...any) T {
	value, err := Call[T](name, handle, given...)
	if err != nil {
		panic(err)
	}
	return value
}

func asked(call string) []byte {
	defer func() {
		if problem := recover(); problem != nil {
			end(problem)
		}
	}()
	remote.write("", call)
	payload, more := remote.readFrame(word)
	if !more {
		end("it ended")
	}
	return payload
}

func understood(payload []byte, wanted reflect.Type) (found reflect.Value, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			end(problem)
		}
	}()
	in := &reader{data: payload}
	in.count('l')
	switch kind := in.text(); kind {
	case "error":
		names := in.read(reflect.TypeOf([]string{})).Interface().([]string)
		return found, &CandidateError{names, in.text()}
	case "value", "object":
		return in.read(wanted), nil
	default:
		panic(WireFault("it gave no value: " + kind))
	}
}
