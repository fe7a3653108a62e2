// expect: RAN held
// Fills the queue of signals that its user may have waiting, so that no other of that user could get one.
#include "attempt.h"
#include <signal.h>
#include <time.h>
int main(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    union sigval nothing = {0};
    long queued = 0;
    while (queued < 2000000 && sigqueue(getpid(), SIGRTMIN + 1, nothing) == 0) queued++;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 2};
    timer_t timer;
    while (queued < 2000000 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) queued++;
    if (queued == 2000000) escaped("signals without end");
    return ended();
}
