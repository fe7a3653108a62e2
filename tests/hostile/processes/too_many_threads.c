// expect: RAN held
// Threads are counted like processes, however small their stacks.
#include "attempt.h"
#include <pthread.h>
static void *wait_for_ever(void *nothing) {
    pause();
    return nothing;
}
int main(void) {
    pthread_attr_t small;
    pthread_t thread;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 16384);
    int started = 0;
    while (started < 500 && pthread_create(&thread, &small, wait_for_ever, 0) == 0) started++;
    if (started > 32) escaped("more threads than allowed");
    return ended();
}
