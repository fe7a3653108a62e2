/* Cells that stand ready: made while nobody waits, so that a job finds one and only has to start in it.
 *
 * Theory of operation. There is a number of places, fixed for the life of the container, each for the process 1 of one cell.
 * It stands ready; or is in use; or its job is over and it sleeps, alone in an empty cell, until somebody has the time to
 * take that down; or it has ended, and is not collected before its place is wanted for another. In all these states it
 * counts as a process, so a program may start as many in the first cell as in the last; a place that could not be filled before
 * the first job has a process that ended at once. A cell is used for one job. One in which a job has left anything that takes
 * room is gone before the next program starts. Before the first job all places are filled, while none comes; later one cell is
 * kept ready, made when nobody has asked for anything for a while. None is made while a program runs, whose time is that of the
 * control group.
 */
#define _GNU_SOURCE
#include "stock.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cell.h"
#include "job.h"

enum { PATIENCE_MS = 20 };
enum state { ENDED, READY, IN_USE, EMPTY };

static struct place {
    enum state state;
    pid_t first; /* 0: never filled */
    int control;
} all[MAX_STOCK];
static size_t places, ready, turn;
static struct place *current, *leaving;
static int kept, begun;

static struct place *one_that_is(enum state state) {
    for (size_t one = 0; one < places; one++)
        if (all[one].state == state) return &all[one];
    return NULL;
}

static void let_go(struct place *place) {
    close(place->control);
    place->state = ENDED;
}

/* Whether it has ended; it keeps its place. */
static int has_ended(const struct place *place, int flags) {
    siginfo_t end = {0};
    while (waitid(P_PID, (id_t)place->first, &end, WEXITED | WNOWAIT | flags) < 0 && errno == EINTR) {}
    return end.si_pid != 0;
}

static void await_end(const struct place *place) { has_ended(place, 0); }

/* A new cell in the place of one whose job is over, the longest ago. False when the kernel refuses. */
static int fill(void) {
    while (all[turn % places].state == READY) turn++;
    struct place *place = &all[turn++ % places];
    if (place->state == EMPTY) let_go(place);
    int control[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0) return 0;
    struct cell cell = {control[1], NULL, NULL};
    pid_t before = place->first, made = make_cell(&cell, 0);
    close(control[1]);
    if (made < 0) {
        close(control[0]);
        return 0;
    }
    struct pollfd told = {control[0], POLLIN, 0};
    while (poll(&told, 1, -1) < 0 && errno == EINTR) {}
    while (before > 0 && waitpid(before, NULL, 0) < 0 && errno == EINTR) {} /* last: it took its time to end */
    if (leaving == place) leaving = NULL;
    *place = (struct place){READY, made, control[0]};
    ready++;
    return 1;
}

/* The folder that comes with the word that it is ready; -1 when it is not, and `said` what was said instead. */
static int hear_ready(int control, char *said, size_t room, ssize_t *size) {
    char space[CMSG_SPACE(sizeof(int))];
    struct iovec part = {said, room};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    while ((*size = recvmsg(control, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {}
    struct cmsghdr *with = *size == 5 && !memcmp(said, "ready", 5) ? CMSG_FIRSTHDR(&message) : NULL;
    int folder = -1;
    if (with != NULL && with->cmsg_len == CMSG_LEN(sizeof(int))) memcpy(&folder, CMSG_DATA(with), sizeof folder);
    return folder;
}

void stock_begin(unsigned long count) {
    kept = count > 0;
    places = count > MAX_STOCK ? MAX_STOCK : count > 0 ? count : 1;
}

int stock_patience_ms(void) { return begun ? PATIENCE_MS : 0; }

int stock_tend(void) {
    struct place *empty = one_that_is(EMPTY);
    if (empty != NULL) {
        let_go(empty);
        await_end(empty);
        return 1;
    }
    return kept && ready < (begun ? 1 : places) && fill();
}

static pid_t one_that_ends(void) {
    pid_t process = vfork();
    if (process == 0) _exit(0);
    return process;
}

/* The first job is here: places for which there was no time hold processes that end at once. */
static void begin(void) {
    for (size_t one = 0; one < places && kept; one++)
        if (all[one].first == 0) all[one].first = one_that_ends();
    begun = 1;
}

void stock_take(int *control, int *folder, pid_t *first) {
    char said[1024];
    if (!begun) begin();
    for (;;) {
        ssize_t size;
        int fresh = ready == 0;
        if (fresh && !fill()) give_up("a cell");
        current = one_that_is(READY);
        current->state = IN_USE;
        ready--;
        *folder = hear_ready(current->control, said, sizeof said, &size);
        if (*folder < 0 && fresh) {
            if (size > 0) send(MAKER, said, (size_t)size, MSG_NOSIGNAL);
            _exit(3);
        }
        if (*folder >= 0 && (fresh || !has_ended(current, WNOHANG))) break;
        if (*folder >= 0) close(*folder);
        let_go(current); /* it stood ready, but the kernel has ended it, for memory: another one */
    }
    *control = current->control;
    *first = current->first;
}

void stock_leave(int empty) {
    current->state = EMPTY;
    if (empty) return;
    let_go(current);
    leaving = current;
}

void stock_see_off(void) {
    if (leaving != NULL) await_end(leaving);
    leaving = NULL;
}

void stock_end(void) {
    if (!begun) begin();
    for (size_t one = 0; one < places; one++) {
        if (all[one].state != ENDED) let_go(&all[one]);
        if (all[one].first > 0) await_end(&all[one]);
    }
    ready = 0;
}

int stock_has(pid_t process) {
    for (size_t one = 0; one < places; one++)
        if (all[one].first == process) return 1;
    return 0;
}
