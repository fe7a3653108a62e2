// expect: RAN held
// sample: yes
// Children that outlive the program turn the artifact into a link and back, as fast as they can.
#include "attempt.h"
#include <fcntl.h>
#include <sys/stat.h>
int main(void) {
    int file = open("/tmp/word", O_WRONLY | O_CREAT, 0600);
    if (write(file, "escaped", 7) != 7) return 3;
    mkdir("/tmp/decoy", 0700);
    link("/tmp/word", "/tmp/decoy/judgemessage.txt");
    mkdir("real", 0700);
    for (int child = 0; child < 4; child++) {
        if (fork()) continue;
        setsid();
        close(1);
        close(2);
        for (;;) {
            symlink("/tmp/word", "link");
            rename("link", "out");
            close(open("file", O_WRONLY | O_CREAT, 0600));
            rename("file", "out");
            rename("real", "feedback");
            symlink("/tmp/decoy", "folder");
            rename("feedback", "real");
            rename("folder", "feedback");
            unlink("feedback");
        }
    }
    usleep(100000);
    puts("held");
}
