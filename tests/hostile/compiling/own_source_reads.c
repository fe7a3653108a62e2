// expect: RAN held
// Whatever the compiler can read may be built into the program: there must be nothing there that is worth it.
#include "attempt.h"
__asm__(
    ".section .rodata\n"
    "taken: .incbin \"/proc/self/environ\"\n .incbin \"/proc/self/cmdline\"\n .incbin \"/proc/self/mountinfo\"\n"
    "taken_end: .byte 0\n .text\n");
extern const char taken[], taken_end[];
int main(void) {
    const char *secret = prize("secret");
    if (!*secret) escaped("no secret was handed in");
    if (memmem(taken, taken_end - taken, secret, strlen(secret))) escaped("the secret was known to the compiler");
    if (memmem(taken, taken_end - taken, "DOCKER", 6)) escaped("the environment of the engine");
    return ended();
}
