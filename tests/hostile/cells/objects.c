// expect: RAN held
// runs: 2
// Objects of the kernel that outlive processes: the first run tries to make them, both look for them.
#include "attempt.h"
#include <fcntl.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void) {
    if (*prize("run") == '1') {
        shmget(0x6175, 4096, IPC_CREAT | 0666);
        msgget(0x6175, IPC_CREAT | 0666);
        semget(0x6175, 1, IPC_CREAT | 0666);
        shm_open("/left", O_RDWR | O_CREAT, 0666);
        mq_open("/left", O_RDWR | O_CREAT, 0666, 0);
        syscall(SYS_add_key, "user", "left", "x", 1, -4);
    }
    fails("shmget", shmget(0x6175, 4096, 0));
    fails("msgget", msgget(0x6175, 0));
    fails("semget", semget(0x6175, 1, 0));
    fails("shm_open", shm_open("/left", O_RDWR, 0));
    fails("mq_open", mq_open("/left", O_RDWR));
    fails("key", syscall(SYS_request_key, "user", "left", 0, -4));
    const char *tables[] = {"/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/key-users"};
    for (int at = 0; at < 4; at++) {
        char line[512];
        FILE *table = fopen(tables[at], "r");
        for (int row = 0; table && fgets(line, sizeof line, table); row++)
            if (at < 3 ? row > 0 : strtol(line, 0, 10) == (long)getuid()) escaped(line);
    }
    return ended();
}
