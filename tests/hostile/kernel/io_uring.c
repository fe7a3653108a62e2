// expect: RAN held
// sample: yes
// A queue of system calls that the kernel carries out itself, past every filter of system calls.
#include "attempt.h"
int main(void) {
    char parameters[256] = {0};
    long ring = syscall(425, 8, parameters);
    shut("io_uring_setup", ring);
    shut("io_uring_enter", syscall(426, ring < 0 ? 0 : ring, 1, 1, 1, 0, 0));
    shut("io_uring_register", syscall(427, ring < 0 ? -1 : ring, 0, 0, 0));
    return ended();
}
