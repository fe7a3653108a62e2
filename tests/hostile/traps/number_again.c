// expect: RAN held
// Runs through process numbers until they come again: whoever remembers a number instead of a process kills another.
#include "attempt.h"
#include <sys/wait.h>
int main(void) {
    pid_t first = 0;
    for (int turn = 0; turn < 3000; turn++) {
        pid_t child = vfork();
        if (child == 0) _exit(0);
        if (child < 0) break;
        if (!first) first = child;
        waitpid(child, 0, 0);
    }
    return ended();
}
