// expect: RTE|RAN held
// The 32-bit table by its interrupt, with numbers that mean something forbidden there and something harmless here.
#include "attempt.h"
#if defined(__x86_64__)
static long old_call(long number, long first, long second) {
    long result = number;
    __asm__ volatile("int $0x80" : "+a"(result) : "b"(first), "c"(second) : "memory");
    return result;
}
#endif
int main(void) {
#if defined(__x86_64__)
    if (old_call(310, 0x10000000, 0) == 0) escaped("unshare");
    if (old_call(359, 2, 1) >= 0) escaped("socket");
    if (old_call(26, 0, 0) == 0) escaped("be traced");
    if (old_call(425, 8, 0) != -38 && old_call(425, 8, 0) != -1) escaped("io_uring_setup");
    if (old_call(24, 0, 0) > 0) escaped("getuid");
#endif
    return ended();
}
