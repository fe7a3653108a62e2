// expect: TLE|RTE
// Every child borrows its parent's memory and goes on: no copying slows it down.
#include <unistd.h>
int main(void) {
    for (;;) vfork();
}
