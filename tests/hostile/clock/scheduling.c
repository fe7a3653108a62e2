// expect: RAN held
// A place before everybody else: real time, deadlines, higher priority, for itself and against process 1.
#include "attempt.h"
#include <sched.h>
#include <sys/resource.h>
int main(void) {
    struct sched_param first = {.sched_priority = 99}, none = {0};
    fails("FIFO", sched_setscheduler(0, SCHED_FIFO, &first));
    fails("round robin", sched_setscheduler(0, SCHED_RR, &first));
    struct { unsigned size, policy; unsigned long flags; int nice; unsigned priority; unsigned long runtime, deadline, period; } deadline =
        {48, 6, 0, 0, 0, 900000, 1000000, 1000000};
    fails("deadline", syscall(SYS_sched_setattr, 0, &deadline, 0));
    fails("priority", setpriority(PRIO_PROCESS, 0, -20));
    fails("priority of its user", setpriority(PRIO_USER, 0, 19));
    fails("priority of its group", setpriority(PRIO_PGRP, 0, 19));
    fails("process 1 to idle", sched_setscheduler(1, 5, &none));
    fails("parameters of process 1", sched_setparam(1, &none));
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    fails("processors of process 1", sched_setaffinity(1, sizeof one, &one));
    fails("input and output first", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
    struct rlimit nice = {40, 40};
    fails("limit of niceness", setrlimit(RLIMIT_NICE, &nice));
    fails("limit of real time", setrlimit(RLIMIT_RTPRIO, &nice));
    fails("limits of process 1", prlimit(1, RLIMIT_CPU, &nice, 0));
    shut("memory policy", syscall(SYS_set_mempolicy, 1, 0, 0));
    return ended();
}
