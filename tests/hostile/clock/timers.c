// expect: RAN held
// Timers as many as it may have, as fast as they go, none of which may outlive it or keep process 1 busy.
#include "attempt.h"
#include <signal.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
int main(void) {
    signal(SIGALRM, SIG_IGN);
    signal(SIGRTMIN, SIG_IGN);
    struct itimerspec often = {{0, 1000}, {0, 1000}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
    timer_t timer;
    long made = 0;
    while (made < 2000 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) {
        made++;
        timer_settime(timer, 0, &often, 0);
    }
    for (int count = 0; count < 200; count++) timerfd_settime(timerfd_create(CLOCK_MONOTONIC, 0), 0, &often, 0);
    struct sigevent woken = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGKILL, ._sigev_un._tid = 1};
    fails("a timer that signals process 1", timer_create(CLOCK_MONOTONIC, &woken, &timer));
    fails("an alarm that wakes the machine", timer_create(CLOCK_BOOTTIME_ALARM, &event, &timer));
    fails("a descriptor that wakes the machine", timerfd_create(CLOCK_REALTIME_ALARM, 0));
    return ended();
}
