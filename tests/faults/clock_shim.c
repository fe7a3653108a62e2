/* Preloaded into the app by a test: shifts the wall clock and the boot-time clock by what a file says, at each look. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <sys/time.h>

static void shifts(long long *wall_us, long long *boot_us) {
    const char *path = getenv("RECRUTR_TEST_CLOCKS");
    FILE *file = path ? fopen(path, "re") : NULL;
    *wall_us = *boot_us = 0;
    if (file) {
        if (fscanf(file, "%lld %lld", wall_us, boot_us) != 2) *wall_us = *boot_us = 0;
        fclose(file);
    }
}

static void add(struct timespec *at, long long us) {
    long long ns = at->tv_nsec + (us % 1000000) * 1000;
    at->tv_sec += us / 1000000;
    if (ns < 0) { ns += 1000000000; at->tv_sec -= 1; }
    if (ns >= 1000000000) { ns -= 1000000000; at->tv_sec += 1; }
    at->tv_nsec = ns;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, at);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_BOOTTIME)) {
        long long wall_us, boot_us;
        shifts(&wall_us, &boot_us);
        add(at, clock == CLOCK_REALTIME ? wall_us : boot_us);
    }
    return failed;
}
