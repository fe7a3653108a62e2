// expect: RAN held
// sample: yes
// Every way of tracing: process 1, a parent, a child, and asking to be traced.
#include "attempt.h"
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
int main(void) {
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    const pid_t targets[] = {1, getppid() ? getppid() : 1, child};
    for (int at = 0; at < 3; at++) {
        shut("attach", ptrace(PTRACE_ATTACH, targets[at], 0, 0));
        shut("seize", ptrace(PTRACE_SEIZE, targets[at], 0, 0));
        shut("interrupt", ptrace(PTRACE_INTERRUPT, targets[at], 0, 0));
    }
    shut("be traced", ptrace(PTRACE_TRACEME, 0, 0, 0));
    kill(child, SIGKILL);
    return ended();
}
