// expect: RAN held
// runs: 2
// The first run uses up process numbers; where numbers go on counting, the second run learns how many.
#include "attempt.h"
#include <sys/wait.h>
int main(void) {
    if (getpid() > 200) escaped("process numbers of somebody else have been counted");
    if (*prize("run") == '1')
        for (int count = 0; count < 2000; count++) {
            pid_t child = vfork();
            if (child == 0) _exit(0);
            waitpid(child, 0, 0);
        }
    return ended();
}
