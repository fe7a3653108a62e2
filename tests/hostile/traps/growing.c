// expect: RAN held
// The artifact grows while it is read: reading to the end would never end.
#include "attempt.h"
#include <fcntl.h>
#include <signal.h>
int main(void) {
    static char block[65536];
    int file = open("out", O_RDWR | O_CREAT, 0600);
    for (int child = 0; child < 4; child++) {
        if (fork()) continue;
        setsid();
        signal(SIGXFSZ, SIG_IGN);
        close(1);
        close(2);
        for (;;) {
            if (pwrite(file, block, sizeof block, 0) < 0 || lseek(file, 0, SEEK_END) > 8 << 20) ftruncate(file, 0);
            write(file, block, sizeof block);
        }
    }
    usleep(100000);
    puts("held");
}
