// expect: RAN held
// runs: 2
// The program's own file is shared by all runs of it: the first tries to put something else in its place.
#include "attempt.h"
#include <fcntl.h>
int main() {
    char path[4096] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) escaped("no name of its own");
    if (*prize("run") == '1') {
        int file = open("/tmp/other", O_WRONLY | O_CREAT, 0700);
        const char script[] = "#!/bin/sh\necho escaped\n";
        if (write(file, script, sizeof script - 1) < 0) escaped("nothing can be written");
        close(file);
        char copy[4200];
        snprintf(copy, sizeof copy, "%s.new", path);
        int from = open("/tmp/other", O_RDONLY), to = open(copy, O_WRONLY | O_CREAT, 0700);
        char block[64];
        long got = read(from, block, sizeof block);
        if (to >= 0 && write(to, block, got) == got) rename(copy, path);
    }
    return ended();
}
