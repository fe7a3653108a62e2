// expect: RAN held
// runs: 2
// Memory and files as the kernel hands them out must be empty, whatever the first run wrote and locked in them.
#include "attempt.h"
#include <fcntl.h>
#include <sys/mman.h>
int main(void) {
    const long size = 32 << 20;
    char *memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | 0x4000000 /* uninitialised */, -1, 0);
    if (memory == MAP_FAILED) memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long at = 0; at < size; at++)
        if (memory[at]) {
            escaped("memory with something in it");
            break;
        }
    int file = open("/tmp/room", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (file < 0) escaped("the file is there already");
    if (fallocate(file, 0, 0, 4 << 20) == 0) {
        static char block[4 << 20];
        long got = read(file, block, sizeof block);
        for (long at = 0; at < got; at++)
            if (block[at]) {
                escaped("a file with something in it");
                break;
            }
    }
    memset(memory, 'x', size);
    mlock(memory, 32768);
    for (long at = 0; at < 4 << 20; at += 4096) pwrite(file, memory, 4096, at);
    return ended();
}
