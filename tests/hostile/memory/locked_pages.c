// expect: RAN held
// Pages that can never be taken back from it.
#include "attempt.h"
#include <sys/mman.h>
#include <sys/resource.h>
int main(void) {
    char *memory = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct rlimit more = {64 << 20, 64 << 20};
    fails("raise the limit of locked memory", setrlimit(RLIMIT_MEMLOCK, &more));
    fails("mlock", mlock(memory, 8 << 20));
    fails("mlockall", mlockall(MCL_CURRENT | MCL_FUTURE));
    fails("mlock2", syscall(SYS_mlock2, memory, 8 << 20, 0));
    void *locked = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0);
    if (locked != MAP_FAILED) escaped("MAP_LOCKED");
    return ended();
}
