// expect: TLE cpu
// Closes everything, so that nobody can tell by its pipes that it is still there.
#include <unistd.h>
int main(void) {
    for (int descriptor = 0; descriptor < 256; descriptor++) close(descriptor);
    for (;;) __asm__ volatile("");
}
