// expect: RAN held
// Whoever started it, and whoever started that one, up to process 1: signals, tracing, memory, limits, groups.
#include "attempt.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
static pid_t parent_of(pid_t process) {
    char path[64], text[512] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(text, sizeof text, file)) return 0;
    char *after = strrchr(text, ')');
    return after ? atoi(after + 3) : 0;
}
int main(void) {
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    pid_t process = getppid();
    for (int depth = 0; process > 0 && depth < 8; process = parent_of(process), depth++) {
        char path[64], byte;
        struct iovec mine = {&byte, 1}, theirs = {(void *)0x400000, 1};
        struct rlimit small = {1, 1};
        for (int number = 1; number < 65; number++) kill(process, number);
        shut("trace", ptrace(PTRACE_SEIZE, process, 0, 0));
        shut("read memory", process_vm_readv(process, &mine, 1, &theirs, 1, 0));
        shut("write memory", process_vm_writev(process, &mine, 1, &theirs, 1, 0));
        fails("limits", prlimit(process, RLIMIT_NOFILE, &small, 0));
        fails("group", setpgid(process, getpid()));
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(0, &one);
        fails("processors", sched_setaffinity(process, sizeof one, &one));
        const char *names[] = {"mem", "environ", "fd/0", "fd/1", "root/etc/passwd", "task/self/mem", "maps"};
        for (unsigned at = 0; at < sizeof names / sizeof *names; at++) {
            snprintf(path, sizeof path, "/proc/%d/%s", process, names[at]);
            int file = open(path, O_RDONLY | O_NONBLOCK);
            if (file >= 0 && read(file, &byte, 1) > 0) escaped(path);
        }
    }
    return ended();
}
