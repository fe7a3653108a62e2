// expect: CE|RAN held
// Reads from its own input as from a file: the compiler must not wait for somebody to type.
#include "/dev/stdin"
#include "/proc/self/fd/0"
#include <cstdio>
int main() { std::puts("held"); }
