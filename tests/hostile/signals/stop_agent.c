// expect: RAN held
// sample: yes
// Every signal to process 1, by every call that sends one: it must neither stop, nor end, nor be kept from answering.
#include "attempt.h"
#include <signal.h>
int main(void) {
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    int handle = syscall(434, 1, 0);  // pidfd_open
    for (int turn = 0; turn < 20; turn++) {
        for (int number = 1; number < 65; number++) {
            siginfo_t told = {.si_signo = number, .si_code = SI_QUEUE};
            kill(1, number);
            syscall(SYS_tkill, 1, number);
            syscall(SYS_tgkill, 1, 1, number);
            syscall(SYS_rt_sigqueueinfo, 1, number, &told);
            syscall(SYS_rt_tgsigqueueinfo, 1, 1, number, &told);
            if (handle >= 0) syscall(424, handle, number, 0, 0);  // pidfd_send_signal
        }
    }
    fails("move process 1 into a group of ours", setpgid(1, getpid()));
    return ended();
}
