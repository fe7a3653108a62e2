// expect: RAN held
// What a program can learn of its neighbours by counters that everybody shares.
#include "attempt.h"
#include <fcntl.h>
#include <sys/sysinfo.h>
int main() {
    const char *names[] = {"/proc/1/root/etc/passwd", "/proc/1/cwd", "/proc/1/exe", "/proc/1/environ", "/proc/1/maps", "/proc/1/io",
                           "/proc/1/smaps", "/proc/1/numa_maps", "/proc/1/pagemap", "/proc/1/auxv", "/proc/1/mountstats"};
    for (const char *name : names) {
        char byte;
        int file = open(name, O_RDONLY);
        if (file >= 0 && read(file, &byte, 1) > 0) escaped(name);
    }
    return ended();
}
