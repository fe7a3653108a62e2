// expect: TLE cpu
// The first thread ends and leaves a zombie that looks like the end of the program; another thread goes on.
#include <pthread.h>
static void *burn(void *nothing) {
    for (;;) __asm__ volatile("");
    return nothing;
}
int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, burn, 0);
    pthread_exit(0);
}
