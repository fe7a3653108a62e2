// expect: RAN held
// Nothing but the three streams is handed to a program, and none of them can be turned round.
#include "attempt.h"
#include <fcntl.h>
int main(void) {
    for (int descriptor = 3; descriptor < 1024; descriptor++)
        if (fcntl(descriptor, F_GETFD) >= 0) escaped("a descriptor above two was left open");
    char byte;
    fails("read standard output", read(1, &byte, 1));
    fails("write standard input", write(0, "x", 1));
    return ended();
}
