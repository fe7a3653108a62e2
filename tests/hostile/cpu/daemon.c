// expect: TLE cpu
// sample: yes
// The one that burns is a grandchild in a session of its own, whose parent is gone; the program itself only sleeps.
#include <signal.h>
#include <unistd.h>
int main(void) {
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) {
        setsid();
        if (fork() > 0) _exit(0);
        for (int descriptor = 0; descriptor < 256; descriptor++) close(descriptor);
        for (;;) __asm__ volatile("");
    }
    for (;;) pause();
}
