// expect: MLE|RAN held
// One byte in every two megabytes: each page read is the shared page of zeros, but the tables that lead to it are not.
#include "attempt.h"
#include <sys/mman.h>
int main(void) {
    const long step = 2L << 20, count = 60000;
    char *memory = mmap(0, step * count, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return ended();
    long sum = 0;
    for (long at = 0; at < count; at++) sum += memory[at * step];
    if (sum == 0) escaped("more than 200 MiB of page tables");
    return ended();
}
