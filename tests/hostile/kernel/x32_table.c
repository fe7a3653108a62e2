// expect: RTE|RAN held
// The third table of system calls on this processor: the same numbers with one bit more.
#include "attempt.h"
int main(void) {
#if defined(__x86_64__)
    const long bit = 0x40000000;
    if (syscall(bit | SYS_getpid) > 0) escaped("getpid");
    shut("ptrace", syscall(bit | 521, 0, 0, 0, 0));
    shut("io_uring_setup", syscall(bit | 425, 8, 0));
    shut("unshare", syscall(bit | SYS_unshare, 0x10000000));
    shut("execve", syscall(bit | 520, "/usr/bin/id", 0, 0));
#endif
    return ended();
}
