// expect: RAN held
// sample: yes
// The filter of system calls, once shut, stays shut; and no right is left with which it could be opened.
#include "attempt.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
int main(void) {
    char line[256];
    int seen = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        char *value = strchr(line, ':');
        if (!value) continue;
        *value++ = 0;
        if (!strncmp(line, "Cap", 3) && ++seen && strtoull(value, 0, 16)) escaped(line);
        if (!strcmp(line, "NoNewPrivs") && ++seen && atoi(value) != 1) escaped(line);
        if (!strcmp(line, "Seccomp") && ++seen && atoi(value) != 2) escaped(line);
        if (!strcmp(line, "Seccomp_filters") && ++seen && atoi(value) < 1) escaped(line);
        if ((!strcmp(line, "Uid") || !strcmp(line, "Gid")) && ++seen && strtol(value, 0, 10) == 0) escaped(line);
    }
    if (seen != 10) escaped("the status does not say everything");
    struct sock_filter allow = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
    struct sock_fprog filter = {1, &allow};
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
    fails("a listener for system calls", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter));
    // Another filter may be added to those that are there, but never lets through what they do not.
    shut("unshare", syscall(SYS_unshare, 0x10000000));
    shut("mount", syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0));
    shut("ptrace", syscall(SYS_ptrace, 0, 0, 0, 0));
    shut("io_uring_setup", syscall(425, 8, line));
    shut("socket", syscall(SYS_socket, 2, 1, 0));
    shut("read the filter", syscall(SYS_ptrace, 0x420c, 1, 0, 0));
    return ended();
}
