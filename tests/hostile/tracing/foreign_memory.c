// expect: RAN held
// Memory and descriptors of process 1 without tracing it.
#include "attempt.h"
#include <fcntl.h>
#include <sys/uio.h>
int main(void) {
    char buffer[64] = "escape";
    struct iovec mine = {buffer, sizeof buffer}, theirs = {(void *)0x400000, sizeof buffer};
    shut("process_vm_readv", process_vm_readv(1, &mine, 1, &theirs, 1, 0));
    shut("process_vm_writev", process_vm_writev(1, &mine, 1, &theirs, 1, 0));
    int handle = syscall(434, 1, 0);  // pidfd_open
    if (handle >= 0) {
        for (int descriptor = 0; descriptor < 64; descriptor++)
            shut("pidfd_getfd", syscall(438, handle, descriptor, 0));
        shut("process_madvise", syscall(440, handle, &theirs, 1, 21, 0));
        shut("process_mrelease", syscall(448, handle, 0));
    }
    shut("kcmp", syscall(SYS_kcmp, 1, getpid(), 0, 0, 1));
    shut("move_pages", syscall(SYS_move_pages, 1, 0, 0, 0, 0, 0));
    shut("migrate_pages", syscall(SYS_migrate_pages, 1, 0, 0, 0));
    shut("get_robust_list", -(syscall(SYS_get_robust_list, 1, &mine.iov_base, &mine.iov_len) == 0 ? 0 : 1));
    const char *names[] = {"mem", "clear_refs", "map_files", "task/1/mem", "syscall", "stack", "wchan", "personality", "timers", "patch_state"};
    for (unsigned at = 0; at < sizeof names / sizeof *names; at++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/1/%s", names[at]);
        int file = open(path, O_RDONLY);
        if (file >= 0 && read(file, buffer, 1) > 0 && strcmp(names[at], "wchan")) escaped(path);
        fails(path, open(path, O_WRONLY));
    }
    return ended();
}
