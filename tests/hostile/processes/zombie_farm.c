// expect: RAN held
// Children that have ended but that nobody has waited for hold their numbers: those are counted too.
#include "attempt.h"
#include <signal.h>
int main(void) {
    int zombies = 0;
    for (; zombies < 500; zombies++) {
        pid_t child = fork();
        if (child < 0) break;
        if (child == 0) _exit(0);
    }
    if (zombies > 32) escaped("more processes than allowed");
    return ended();
}
