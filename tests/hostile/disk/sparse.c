// expect: RAN held
// Files larger than allowed, that take no room: by truncate, by seeking, by fallocate.
#include "attempt.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
int main(void) {
    signal(SIGXFSZ, SIG_IGN);
    const off_t big = 1L << 40;
    struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    fails("raise the limit of files", setrlimit(RLIMIT_FSIZE, &more));
    const char *names[] = {"/tmp/big", "out"};
    for (int at = 0; at < 2; at++) {
        int file = open(names[at], O_RDWR | O_CREAT, 0600);
        fails("ftruncate", ftruncate(file, big));
        fails("fallocate", fallocate(file, 0, 0, big));
        fails("fallocate beyond the end", fallocate(file, FALLOC_FL_KEEP_SIZE, 0, 1L << 30));
        lseek(file, big, SEEK_SET);
        fails("write behind a hole", write(file, "x", 1));
        struct stat state;
        fstat(file, &state);
        if (state.st_size > 16 << 20) escaped("a file of that size is there");
    }
    return ended();
}
