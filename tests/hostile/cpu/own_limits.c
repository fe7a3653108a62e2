// expect: TLE cpu
// Lifts its own limits as far as it may, and catches the signal that would tell it to stop.
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
static void caught(int number) { (void)number; }
int main(void) {
    struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY}, soft;
    if (setrlimit(RLIMIT_CPU, &most) == 0) return 3;
    getrlimit(RLIMIT_CPU, &soft);
    soft.rlim_cur = soft.rlim_max;
    setrlimit(RLIMIT_CPU, &soft);
    signal(SIGXCPU, caught);
    signal(SIGVTALRM, SIG_IGN);
    signal(SIGPROF, SIG_IGN);
    setpriority(PRIO_PROCESS, 0, 19);
    for (;;) __asm__ volatile("");
}
