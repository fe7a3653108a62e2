// expect: MLE|RTE|RAN held
// Files of the box mapped as shared memory, made large by ftruncate instead of by writing.
#include "attempt.h"
#include <fcntl.h>
#include <sys/mman.h>
int main(void) {
    long touched = 0;
    for (int number = 0; number < 40; number++) {
        char name[32];
        snprintf(name, sizeof name, "/tmp/map%d", number);
        int file = open(name, O_RDWR | O_CREAT, 0600);
        if (file < 0 || ftruncate(file, 15 << 20)) break;
        char *memory = mmap(0, 15 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (memory == MAP_FAILED) break;
        for (long at = 0; at < 15 << 20; at += 4096, touched += 4096) memory[at] = 1;
    }
    if (touched > 128 << 20) escaped("more shared memory than allowed");
    return ended();
}
