// expect: RAN held
// sample: yes
// Shared memory, queues and semaphores that stay until the machine is switched off.
#include "attempt.h"
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void) {
    shut("shmget", shmget(0x6174, 4096, IPC_CREAT | 0666));
    shut("shmget private", shmget(IPC_PRIVATE, 4096, 0600));
    shut("msgget", msgget(0x6174, IPC_CREAT | 0666));
    shut("semget", semget(0x6174, 1, IPC_CREAT | 0666));
    for (int number = 0; number < 4; number++) {
        fails("shmat", (long)shmat(number, 0, 0));
        fails("shmctl", shmctl(number, SHM_STAT, 0));
    }
    return ended();
}
