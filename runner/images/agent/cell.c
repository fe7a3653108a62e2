/* The maker of cells, and process 1 of each. Small, because it is forked for every run: what the agent, a Python
 * process of 12 MiB, would pay for two forks is more than a whole C program takes.
 *
 * Theory of operation. The agent starts this once and keeps one end of a socket (descriptor 3 here). The first message
 * is the plan: what cells are furnished with, decided by the agent, done here. The maker moves into user and mount
 * namespaces of its own, a sibling of who was started (CLONE_PARENT), and does there, once, what is the same for all
 * cells: the steps before `each`. Then it tells its number. Each further message asks for one cell and brings four
 * descriptors: the control socket of the cell, and the program's standard input, output and error. The cell is a
 * sibling, too: it is the agent that collects it. Its process 1 does the other steps, gives up every
 * capability, shuts the door (a seccomp filter), says `ready` and hands over its working folder; it starts the program
 * when told, or at once when something warm is to wait; it ends everything when told, when the program's main process
 * has ended or when the agent is gone; and it reports. What fails is said on the control socket as `errno: words`. A
 * message without descriptors lends the maker the agent's stream: it runs plain jobs from it itself (plain.c), in cells that
 * are its own children.
 *
 * Words of a message are separated by NUL. Decides nothing: paths, flags and filter come from the agent, limits from it or
 * with the job.
 */
#define _GNU_SOURCE
#include "cell.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "stock.h"

enum { MAX_CAPABILITY = 64, MAX_LOOKED_AT = 4 };

static struct text plan, order;
static struct sock_fprog door;
static char *environment[MAX_WORDS + 1];
static char *folder;
static size_t house, furniture;
static struct {
    const char *path;
    fsblkcnt_t blocks;
    fsfilcnt_t files;
} looked_at[MAX_LOOKED_AT];

void fail(int control, const char *what) {
    char words[512];
    int size = snprintf(words, sizeof words, "%d: %s: %s", errno, what, strerror(errno));
    send(control, words, (size_t)size < sizeof words ? (size_t)size : sizeof words - 1, MSG_NOSIGNAL);
    _exit(0);
}

/* The next word of a message; the message ends with a NUL, so each word does. */
char *word(struct text *text) {
    if (text->at >= text->size) _exit(3);
    char *start = text->bytes + text->at;
    text->at += strlen(start) + 1;
    return start;
}

unsigned long number(struct text *text) { return strtoul(word(text), NULL, 10); }

/* The next `number` words, as execve wants them. */
static void words(struct text *text, char **list) {
    unsigned long count = number(text);
    if (count > MAX_WORDS) _exit(3);
    for (unsigned long one = 0; one < count; one++) list[one] = word(text);
    list[count] = NULL;
}

/* Take in one message and the descriptors that came with it; WITHOUT them where some might have come; NOTHING at the end. */
enum { NOTHING, TAKEN, WITHOUT };

static int take(int from, struct text *text, int *descriptors, size_t count) {
    char space[CMSG_SPACE(4 * sizeof(int))];
    struct iovec part = {text->bytes, sizeof text->bytes - 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    ssize_t size;
    while ((size = recvmsg(from, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {}
    if (size <= 0 || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) return NOTHING;
    text->bytes[size] = 0;
    text->size = (size_t)size;
    text->at = 0;
    struct cmsghdr *with = CMSG_FIRSTHDR(&message);
    if (count == 0) return TAKEN;
    if (with == NULL) return WITHOUT;
    if (with->cmsg_len != CMSG_LEN(count * sizeof(int))) return NOTHING;
    memcpy(descriptors, CMSG_DATA(with), count * sizeof(int));
    return TAKEN;
}

/* The plan: the environment, the filter in hexadecimal, the working folder, and the steps. */
static void read_plan(void) {
    words(&plan, environment);
    char *hex = word(&plan);
    size_t count = strlen(hex) / (2 * sizeof(struct sock_filter));
    unsigned char *filter = calloc(count, sizeof(struct sock_filter));
    if (filter == NULL) _exit(3);
    for (size_t one = 0; one < count * sizeof(struct sock_filter); one++) {
        char pair[3] = {hex[2 * one], hex[2 * one + 1], 0};
        filter[one] = (unsigned char)strtoul(pair, NULL, 16);
    }
    door = (struct sock_fprog){(unsigned short)count, (struct sock_filter *)filter};
    folder = word(&plan);
    house = plan.at;
}

/* The working folder, where one was held. */
static int held = -1;

static int write_file(const char *path, const char *content) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, content, strlen(content)) < 0) return -1;
    return close(file);
}

/* One step after the other, to `each` or the end of the plan. */
static void furnish(int control, size_t from) {
    for (plan.at = from; plan.at < plan.size;) {
        char *step = word(&plan);
        if (!strcmp(step, "each")) return;
        char *path = word(&plan);
        if (!strcmp(step, "write")) {
            if (write_file(path, word(&plan)) < 0) fail(control, path);
        } else if (!strcmp(step, "use up")) {
            write_file(path, word(&plan)); /* what may be written once, or by nobody: either way it is closed now */
        } else if (!strcmp(step, "mount")) {
            char *source = word(&plan), *kind = word(&plan);
            unsigned long flags = number(&plan);
            if (mount(source, path, kind, flags, word(&plan)) < 0) fail(control, path);
        } else if (!strcmp(step, "folder")) {
            if (mkdir(path, 0700) < 0 && errno != EEXIST) fail(control, path);
        } else if (!strcmp(step, "hold")) { /* before it is covered: what is put in goes below the cover */
            held = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (held < 0) fail(control, path);
        } else if (!strcmp(step, "fifo")) {
            if (mkfifo(path, 0600) < 0) fail(control, path);
        } else if (!strcmp(step, "look at")) {
            size_t one = 0;
            while (one < MAX_LOOKED_AT - 1 && looked_at[one].path != NULL) one++;
            looked_at[one].path = path;
        } else if (!strcmp(step, "dumpable")) {
            prctl(PR_SET_DUMPABLE, *path == '1', 0, 0, 0);
        } else {
            errno = EINVAL;
            fail(control, step);
        }
    }
}

/* Nothing of what made the cell is left to whoever runs in it. */
static void shut(int control) {
    struct __user_cap_header_struct who = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capset, &who, none) < 0) fail(control, "capset");
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &door, 0, 0) < 0) fail(control, "seccomp");
}

static void ready(int control, int opened) {
    char space[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec part = {"ready", 5};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    struct cmsghdr *with = CMSG_FIRSTHDR(&message);
    with->cmsg_level = SOL_SOCKET;
    with->cmsg_type = SCM_RIGHTS;
    with->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(with), &opened, sizeof(int));
    if (sendmsg(control, &message, MSG_NOSIGNAL) < 0) _exit(0);
}

static int limit(int what, rlim_t value) {
    struct rlimit both = {value, value};
    return setrlimit(what, &both);
}

/* As execvpe with the program's own PATH, but what is no program is not handed to a shell. */
static void execute(char **argv) {
    static char path[4096];
    const char *folders = "";
    for (char **one = environment; *one != NULL; one++)
        if (!strncmp(*one, "PATH=", 5)) folders = *one + 5;
    if (strchr(argv[0], '/') != NULL) folders = "";
    do {
        size_t length = strcspn(folders, ":");
        snprintf(path, sizeof path, "%.*s%s%s", (int)length, folders, length ? "/" : "", argv[0]);
        execve(path, argv, environment);
        folders += length;
    } while ((errno == ENOENT || errno == EACCES) && *folders++ == ':');
}

/* Turn into the program: its pipes, its limits (CPU seconds, bytes of a file, bytes of stack), then exec. Until then the
 * memory is that of process 1, who sleeps: whether that may be looked into stays as it is, exec makes its own choice. */
static void become(struct text *from, const int *pipes) {
    static char *argv[MAX_WORDS + 1];
    sigset_t nothing;
    for (int target = 0; target < 3; target++) dup2(pipes[target], target);
    syscall(SYS_close_range, 3, ~0U, 0);
    setsid();
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&nothing);
    sigprocmask(SIG_SETMASK, &nothing, NULL);
    int limited = limit(RLIMIT_CPU, number(from)) | limit(RLIMIT_CORE, 0);
    limited |= limit(RLIMIT_FSIZE, number(from));
    limited |= limit(RLIMIT_STACK, number(from));
    words(from, argv);
    if (limited == 0 && chdir(folder) == 0 && argv[0] != NULL) execute(argv);
    dprintf(2, "%s: %s\n", argv[0] ? argv[0] : "", strerror(errno));
    _exit(127);
}

/* Whether the file systems that are looked at hold as much as at the last look; false when that cannot be told. */
static int unchanged(void) {
    int same = 1;
    for (size_t one = 0; one < MAX_LOOKED_AT && looked_at[one].path != NULL; one++) {
        struct statfs now;
        if (statfs(looked_at[one].path, &now) < 0) return 0;
        same &= looked_at[one].blocks == now.f_bfree && looked_at[one].files == now.f_ffree;
        looked_at[one].blocks = now.f_bfree;
        looked_at[one].files = now.f_ffree;
    }
    return same;
}

static pid_t start(struct text *from, int *pipes) {
    unchanged();
    pid_t child = vfork(); /* half of what fork costs, and the program's peak of memory is its own */
    if (child == 0) become(from, pipes);
    for (int one = 0; one < 3; one++) close(pipes[one]);
    return child;
}

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Collect all that have ended, or with flags 0 all there are; remembers the end of `program`. False when nobody is left:
 * then the cell is empty, because whoever loses a parent in it becomes a child of its process 1. */
static int collect(pid_t program, int flags, struct report *found) {
    struct rusage used;
    int status;
    pid_t ended;
    while ((ended = wait4(-1, &status, flags | __WALL, &used)) > 0 || (ended < 0 && errno == EINTR)) {
        if (ended < 0) continue;
        if ((uint64_t)used.ru_maxrss > found->max_rss_kib) found->max_rss_kib = (uint64_t)used.ru_maxrss;
        if (ended == program) {
            found->status = status;
            found->at = now();
        }
    }
    return ended == 0;
}

static void on_child(int signal_number) { (void)signal_number; }

/* Process 1 at work: asleep until a word from the agent or the end of a child. */
static void serve(int control, const int *given, struct text *warm) {
    int pipes[3];
    if (given != NULL) memcpy(pipes, given, sizeof pipes);
    sigset_t child, none;
    sigemptyset(&none);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    signal(SIGCHLD, on_child);
    struct report found = {-1, 0, 0, 0};
    pid_t program = warm != NULL ? start(warm, pipes) : 0;
    int left = 1;
    while (program >= 0 && found.status == -1) {
        struct pollfd listened = {control, POLLIN, 0};
        if (ppoll(&listened, 1, NULL, &none) > 0) {
            if (!take(control, &order, pipes, 3)) return;
            if (!strcmp(word(&order), "kill")) break;
            if (program == 0) program = start(&order, pipes);
        }
        left = collect(program, WNOHANG, &found);
    }
    if (left) { /* not for nothing: the kernel goes through all processes of the machine to find those of the cell */
        kill(-1, SIGKILL); /* one call is enough: the kernel lets no fork slip through */
        collect(program, 0, &found);
    }
    if (program < 0) found.status = 127 << 8; /* as a shell says of what it cannot start */
    if (found.at == 0) found.at = now();
    found.empty = (uint8_t)unchanged();
    send(control, &found, sizeof found, MSG_NOSIGNAL);
    char end;
    while (recv(control, &end, 1, 0) < 0 && errno == EINTR) {}
}

/* Of what the maker has open only this is left: not its socket, not the stream, not the way to another cell. */
static void keep_only(const struct cell *cell) {
    for (int next = MAKER;;) {
        int least = cell->control >= next ? cell->control : INT_MAX;
        for (int one = 0; cell->pipes != NULL && one < 3; one++)
            if (cell->pipes[one] >= next && cell->pipes[one] < least) least = cell->pipes[one];
        if (least > next) syscall(SYS_close_range, next, least == INT_MAX ? ~0U : (unsigned)least - 1, 0);
        if (least == INT_MAX) return;
        next = least + 1;
    }
}

static void be_first(const struct cell *cell) {
    keep_only(cell);
    signal(SIGPIPE, SIG_DFL);
    furnish(cell->control, furniture);
    int opened = held >= 0 ? held : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) fail(cell->control, folder);
    shut(cell->control);
    ready(cell->control, opened);
    close(opened);
    serve(cell->control, cell->pipes, cell->warm);
    _exit(0);
}

/* A new cell; its process 1, or -1. */
pid_t make_cell(const struct cell *cell, unsigned long flags) {
    unsigned long apart = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | flags | SIGCHLD;
    pid_t made = (pid_t)syscall(SYS_clone, apart, 0, 0, 0, 0);
    if (made == 0) be_first(cell);
    return made;
}

/* Make what the agent asks for, one cell after the other; run jobs of its stream when it hands that over. */
static void make_cells(void) {
    static struct text request;
    int given[4], taken;
    while ((taken = take(MAKER, &request, given, 4)) != NOTHING) {
        if (taken == WITHOUT) {
            run_plain_jobs(&request);
            if (send(MAKER, request.bytes, request.size, MSG_NOSIGNAL) < 0) return;
            continue;
        }
        /* The words of a request are those with which something warm starts; none for a cell that waits to be told. */
        struct cell cell = {given[0], given + 1, request.size > 1 ? &request : NULL};
        int32_t made = (int32_t)make_cell(&cell, CLONE_PARENT);
        int32_t answer = made < 0 ? -errno : made;
        for (int one = 0; one < 4; one++) close(given[one]);
        if (send(MAKER, &answer, sizeof answer, MSG_NOSIGNAL) < 0) return;
    }
}

int main(void) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    for (int one = 1; one < NSIG; one++) signal(one, SIG_DFL); /* Python ignores some, and ignoring is inherited */
    if (!take(MAKER, &plan, NULL, 0)) return 3;
    unsigned long stock = number(&plan);
    read_plan();
    int32_t moved = (int32_t)syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNS | CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (moved < 0) fail(MAKER, "user and mount namespaces");
    if (moved > 0) return 0;
    furnish(MAKER, house);
    furniture = plan.at;
    /* What the maker may do no exec can bring back from here on: not for it, nor for its cells, who give up the rest. */
    for (int one = 0; one < MAX_CAPABILITY && prctl(PR_CAPBSET_DROP, one, 0, 0, 0) == 0; one++) {}
    stock_begin(stock);
    moved = getpid();
    if (send(MAKER, &moved, sizeof moved, MSG_NOSIGNAL) < 0) return 0;
    make_cells();
    return 0;
}
