// expect: RAN held
// Programs loaded into the kernel, and counters of it.
#include "attempt.h"
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <sys/prctl.h>
#include <sys/socket.h>
int main(void) {
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1};
    shut("bpf map", syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map));
    struct perf_event_attr counter = {.type = PERF_TYPE_SOFTWARE, .size = sizeof counter, .config = PERF_COUNT_SW_CPU_CLOCK};
    shut("perf_event_open", syscall(SYS_perf_event_open, &counter, 0, -1, -1, 0));
    shut("perf_event_open of everybody", syscall(SYS_perf_event_open, &counter, -1, 0, -1, 0));
    fails("perf by prctl", prctl(99, 0));
    shut("userfaultfd", syscall(SYS_userfaultfd, 1));
    shut("userfaultfd for user mode", syscall(SYS_userfaultfd, 0));
    fails("/dev/userfaultfd", access("/dev/userfaultfd", F_OK));
    return ended();
}
