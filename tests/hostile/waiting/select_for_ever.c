// expect: TLE wall
// sample: yes
// Waits without using any processor time, deaf to all signals that can be blocked.
#include <signal.h>
#include <sys/select.h>
int main(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    for (;;) select(0, 0, 0, 0, 0);
}
