// expect: RAN held
// Files without a name or a folder are in no file system whose size was limited.
#include "attempt.h"
#include <sys/mman.h>
int main(void) {
    shut("memfd_create", syscall(SYS_memfd_create, "x", 0));
    shut("memfd_create of huge pages", syscall(SYS_memfd_create, "x", MFD_HUGETLB));
    shut("memfd_secret", syscall(447, 0));
    if (mmap(0, 2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) != MAP_FAILED)
        escaped("huge pages");
    return ended();
}
