// expect: RAN held
// sample: yes
// New namespaces of every kind by every call that makes one, alone and together with a user namespace.
#include "attempt.h"
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
int main(void) {
    const uint64_t kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (unsigned at = 0; at < sizeof kinds / sizeof *kinds; at++) {
        for (int user = 0; user < 2; user++) {
            uint64_t flags = kinds[at] | (user ? CLONE_NEWUSER : 0);
            shut("unshare", unshare(flags));
            long child = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
            if (child == 0) _exit(0);
            shut("clone", child);
            struct clone_args arguments = {.flags = flags, .exit_signal = SIGCHLD};
            child = syscall(SYS_clone3, &arguments, sizeof arguments);
            if (child == 0) _exit(0);
            shut("clone3", child);
        }
    }
    shut("unshare time", unshare(0x80));
    return ended();
}
