// expect: RAN held
// Keyrings are shared by everybody with the same user: a mailbox between boxes, and other people's tokens.
#include "attempt.h"
int main(void) {
    const long rings[] = {-1, -2, -3, -4, -5};
    for (int at = 0; at < 5; at++) {
        shut("add_key", syscall(SYS_add_key, "user", "escape", "x", 1, rings[at]));
        shut("request_key", syscall(SYS_request_key, "user", "escape", 0, rings[at]));
        shut("keyctl describe", syscall(SYS_keyctl, 6, rings[at], 0, 0));
        shut("keyctl search", syscall(SYS_keyctl, 10, rings[at], "user", "escape", 0));
    }
    shut("keyctl join", syscall(SYS_keyctl, 1, "shared"));
    shut("keyctl persistent", syscall(SYS_keyctl, 22, -1, -2));
    return ended();
}
