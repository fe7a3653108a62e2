// expect: RAN held
// The same by names: in /dev/shm, in queues of messages, as semaphores.
#include "attempt.h"
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/mman.h>
int main(void) {
    fails("shm_open", shm_open("/escape", O_RDWR | O_CREAT, 0666));
    fails("mq_open", mq_open("/escape", O_RDWR | O_CREAT, 0666, 0));
    if (sem_open("/escape", O_CREAT, 0666, 1) != SEM_FAILED) escaped("sem_open");
    fails("/dev/shm", open("/dev/shm/escape", O_WRONLY | O_CREAT, 0666));
    fails("/dev/mqueue", open("/dev/mqueue/escape", O_WRONLY | O_CREAT, 0666));
    fails("/run", open("/run/escape", O_WRONLY | O_CREAT, 0666));
    fails("/var/tmp", open("/var/tmp/escape", O_WRONLY | O_CREAT, 0666));
    return ended();
}
