// expect: RAN held
// sample: yes
// Turning the clocks by which it is measured.
#include "attempt.h"
#include <fcntl.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
int main(void) {
    struct timespec past = {1, 0};
    struct timeval old = {1, 0};
    struct timex faster = {.modes = ADJ_FREQUENCY, .freq = 1};
    for (int clock = 0; clock < 12; clock++) fails("clock_settime", clock_settime(clock, &past));
    shut("settimeofday", settimeofday(&old, 0));
    shut("adjtimex", adjtimex(&faster));
    shut("clock_adjtime", clock_adjtime(CLOCK_REALTIME, &faster));
    fails("the clock of the machine", open("/dev/rtc0", O_RDWR));
    fails("an offset of clocks", write(open("/proc/self/timens_offsets", O_WRONLY), "monotonic 5 0\n", 14));
    shut("adjtime", adjtime(&old, 0));
    return ended();
}
