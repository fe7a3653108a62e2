// expect: RAN held
// sample: yes
// Devices with names of its own: the disk, the memory, the console, and the whiteout that hides files of layers.
#include "attempt.h"
#include <sys/stat.h>
#include <sys/sysmacros.h>
int main(void) {
    const int devices[][2] = {{8, 0}, {254, 0}, {253, 0}, {1, 1}, {1, 2}, {5, 1}, {10, 200}, {10, 229}, {0, 0}};
    for (unsigned at = 0; at < sizeof devices / sizeof *devices; at++) {
        dev_t device = makedev(devices[at][0], devices[at][1]);
        shut("character device", mknod("/tmp/character", S_IFCHR | 0600, device));
        shut("block device", mknod("out", S_IFBLK | 0600, device));
        shut("mknodat", syscall(SYS_mknodat, -100, "/tmp/other", S_IFCHR | 0600, device));
    }
    return ended();
}
