// expect: RTE|RAN held
// The 32-bit table of system calls has other numbers; a filter that forgets it lets everything through.
#include <cstdio>
int main() {
    long result = 20;  // getpid there
#if defined(__x86_64__)
    asm volatile("int $0x80" : "+a"(result) : : "memory");
#else
    result = -1;
#endif
    std::puts(result > 0 ? "escaped" : "held");
}
