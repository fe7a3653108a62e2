// expect: RAN held
// sample: yes
// Twenty families in which every member forks and ends at once: whoever kills by number is always late.
#include "attempt.h"
#include <signal.h>
int main(void) {
    for (int family = 0; family < 20; family++) {
        if (fork() == 0) {
            close(1);
            close(2);
            setsid();
            for (;;) {
                if (fork() > 0) _exit(0);
                signal(SIGTERM, SIG_IGN);
            }
        }
    }
    return ended();
}
