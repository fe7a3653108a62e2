// What a Go test ships out. Where the candidate's code shares its process, that can write here too: see report.py.

package recrutr

import "os"

// Expect ships a value out; it is compared where the candidate's code cannot reach.
func Expect(name string, value any) {
	file, err := os.OpenFile("recrutr/report", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	channel{nil, file}.write(os.Getenv("RECRUTR_NONCE"), Encode([]any{"expect", name, value}))
}
