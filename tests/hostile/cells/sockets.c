// expect: RAN held
// runs: 2
// A daemon of the first run listens on an abstract and a named socket; the second run calls it.
#include "attempt.h"
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
static int address(struct sockaddr_un *filled, int abstract, const char *name) {
    memset(filled, 0, sizeof *filled);
    filled->sun_family = AF_UNIX;
    strcpy(filled->sun_path + abstract, name);
    return offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name);
}
int main(void) {
    const char *names[] = {"left-by-the-first-run", "/tmp/left-by-the-first-run"};
    if (*prize("run") == '2') {
        for (int at = 0; at < 2; at++) {
            struct sockaddr_un there;
            int length = address(&there, !at, names[at]);
            fails(names[at], connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&there, length));
            // A name that is taken shows that somebody is there, even if nobody answers.
            int taken = bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&there, length) && errno == EADDRINUSE;
            if (taken) escaped("the name is taken");
        }
        return ended();
    }
    int ready[2];
    if (pipe(ready)) return 3;
    if (fork() == 0) {
        setsid();
        if (fork()) _exit(0);
        for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
        for (int at = 0; at < 2; at++) {
            struct sockaddr_un here;
            int length = address(&here, !at, names[at]), local = socket(AF_UNIX, SOCK_STREAM, 0);
            if (bind(local, (void *)&here, length) == 0) listen(local, 5);
        }
        close(1);
        close(2);
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    char byte;
    read(ready[0], &byte, 1);
    return ended();
}
