// expect: RAN
// Ends well before anything of the task has run, in a constructor of a global.
#include <cstdio>
#include <unistd.h>
__attribute__((constructor)) static void first() {
    std::puts("42");
    std::fflush(stdout);
    _exit(0);
}
int main() { return 1; }
