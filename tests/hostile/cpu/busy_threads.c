// expect: TLE cpu
// Eight threads use eight seconds a second where there are processors for it.
#include <pthread.h>
static void *burn(void *nothing) {
    for (;;) __asm__ volatile("");
    return nothing;
}
int main(void) {
    pthread_t thread;
    for (int count = 0; count < 7; count++) pthread_create(&thread, 0, burn, 0);
    burn(0);
}
