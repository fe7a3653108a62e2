// expect: OLE
// sample: yes
// Both streams in turn, without a single end of line, as much as the pipes take.
#include <string.h>
#include <unistd.h>
int main(void) {
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (;;) {
        if (write(1, block, sizeof block) < 0 && write(2, block, sizeof block) < 0) return 3;
        write(2, block, sizeof block);
    }
}
