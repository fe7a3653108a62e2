// expect: TLE
// Keeps waking process 1 with the one signal that it has a handler for, from several processes.
#include <signal.h>
#include <unistd.h>
int main(void) {
    for (int child = 0; child < 3; child++)
        if (fork() == 0) break;
    for (;;) kill(1, SIGCHLD);
}
