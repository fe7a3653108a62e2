// expect: TLE cpu
// Replaces itself over and over: the start time and every counter of its own begin anew.
#include <unistd.h>
int main(int count, char **arguments) {
    (void)count;
    for (volatile int turn = 0; turn < 10000000; turn++) {
    }
    execv("/proc/self/exe", arguments);
    return 1;
}
