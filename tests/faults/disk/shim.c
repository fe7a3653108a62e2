/* A disk that can fail, stand still, or lose what was not flushed: preloaded into the app's process by the fault tests.

   Below one folder it writes down every change (what, where, which bytes, by which thread) and every flush, in order,
   into a log that outlives SIGKILL; `power.py` plays that log back and leaves out what no flush covered. It can make
   the k-th write or flush fail, for a time, and can hold flushes up. Changes through mmap are not seen: SQLite uses it
   for its -shm file only, which it builds anew when the first process opens a database. Linux with glibc. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum kind { CREATE = 1, WRITE, TRUNCATE, FLUSH_BEGUN, FLUSHED, FLUSH_FAILED, RENAME, UNLINK, MKDIR, WRITE_FAILED };
enum { WRITES = 1, FLUSHES = 2 };
#define MAX_FDS 4096

struct record {
    uint32_t kind, thread, name_bytes, data_bytes, error, padding;
    uint64_t inode;
    int64_t offset, at_ns;
};

static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static uint64_t inode_of[MAX_FDS]; /* 0: not below the folder */
static char quiet[MAX_FDS];        /* below the folder, but never made to fail: technical logs */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct { int kinds, error; long first; int64_t hold_ns, since_ns; } failing;
static struct { int64_t ns; long first, count; } slow;
static long operations, flushes;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int64_t now_ns(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

/* --- the test's side, called through ctypes ------------------------------------------------------------------- */

int disk_arm(const char *folder, const char *log) {
    static int (*real_open)(const char *, int, ...);
    real_open = REAL(open);
    log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    root_length = strlen(strcpy(root, folder));
    return log_fd;
}

/* From operation `first` on (0: the next), writes and/or flushes fail with `error`, for `hold_ms` after the first. */
void disk_fail(int kinds, long first, int hold_ms, int error) {
    pthread_mutex_lock(&turn);
    failing.kinds = kinds, failing.error = error, failing.hold_ns = hold_ms * 1000000LL, failing.since_ns = 0;
    failing.first = first ? first : operations + 1;
    pthread_mutex_unlock(&turn);
}

/* The next `count` flushes take `ms` longer each. */
void disk_slow(int ms, long count) {
    pthread_mutex_lock(&turn);
    slow.ns = ms * 1000000LL, slow.first = flushes + 1, slow.count = count;
    pthread_mutex_unlock(&turn);
}

long disk_operations(void) { return operations; }

/* --- the log -------------------------------------------------------------------------------------------------- */

static void put(const void *bytes, size_t count) {
    ssize_t (*real_write)(int, const void *, size_t) = REAL(write);
    const char *from = bytes;
    while (count > 0) {
        ssize_t done = real_write(log_fd, from, count);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) _exit(97); /* a log with holes would prove nothing */
        from += done, count -= done;
    }
}

struct change { enum kind kind; uint64_t inode; const char *name; const void *data; size_t bytes; int64_t offset; int error; };

static void tell(struct change it) {
    static char whole[1 << 20];
    struct record record = {
        .kind = it.kind, .thread = (uint32_t)syscall(SYS_gettid), .name_bytes = it.name ? strlen(it.name) : 0,
        .data_bytes = it.bytes, .error = it.error, .inode = it.inode, .offset = it.offset, .at_ns = now_ns(),
    };
    size_t head = sizeof record + record.name_bytes;
    if (head + it.bytes > sizeof whole) { /* too long for one write: a kill in between leaves a cut record */
        put(&record, sizeof record);
        put(it.name, record.name_bytes);
        put(it.data, it.bytes);
        return;
    }
    memcpy(whole, &record, sizeof record);
    memcpy(whole + sizeof record, it.name, record.name_bytes);
    memcpy(whole + head, it.data, it.bytes);
    put(whole, head + it.bytes);
}

static int below(const char *path, char *full) {
    if (log_fd < 0 || path == NULL) return 0;
    if (path[0] == '/') snprintf(full, PATH_MAX, "%s", path);
    else if (getcwd(full, PATH_MAX / 2)) { strcat(full, "/"); strncat(full, path, PATH_MAX / 2 - 2); }
    return strncmp(full, root, root_length) == 0 && (full[root_length] == '/' || full[root_length] == 0);
}

static int ours(int fd) { return log_fd >= 0 && fd >= 0 && fd < MAX_FDS && inode_of[fd] != 0; }

/* Whether this operation is to fail; counts it. Called with the turn held. */
static int fails(int fd, int kind) {
    if (quiet[fd]) return 0;
    operations++;
    if (!(failing.kinds & kind) || operations < failing.first) return 0;
    if (failing.since_ns == 0) {
        failing.since_ns = now_ns();
        return failing.error;
    }
    if (now_ns() - failing.since_ns > failing.hold_ns) { failing.kinds = 0; return 0; }
    return failing.error;
}

/* --- what the process calls ----------------------------------------------------------------------------------- */

static int opened(int fd, const char *path, int existed, int flags) {
    struct stat stat;
    if (fd < 0 || fd >= MAX_FDS || fstat(fd, &stat)) return fd;
    if (!S_ISREG(stat.st_mode) && !S_ISDIR(stat.st_mode)) return fd;
    inode_of[fd] = stat.st_ino;
    quiet[fd] = strncmp(path + root_length, "/logs/", 6) == 0;
    if (!existed) tell((struct change){.kind = CREATE, .inode = stat.st_ino, .name = path});
    else if (flags & O_TRUNC) tell((struct change){.kind = TRUNCATE, .inode = stat.st_ino});
    return fd;
}

#define OPEN(name, real_call)                                                                                          \
    {                                                                                                                  \
        char full[PATH_MAX];                                                                                           \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        if (!below(path, full)) return real_call;                                                                      \
        pthread_mutex_lock(&turn);                                                                                     \
        int existed = access(full, F_OK) == 0;                                                                         \
        int fd = opened(real_call, full, existed, flags);                                                              \
        pthread_mutex_unlock(&turn);                                                                                   \
        return fd;                                                                                                     \
    }

int open(const char *path, int flags, ...) OPEN(open, REAL(open)(path, flags, mode))
int open64(const char *path, int flags, ...) OPEN(open64, REAL(open64)(path, flags, mode))
int openat(int at, const char *path, int flags, ...) OPEN(openat, REAL(openat)(at, path, flags, mode))
int openat64(int at, const char *path, int flags, ...) OPEN(openat64, REAL(openat64)(at, path, flags, mode))

int close(int fd) {
    if (fd >= 0 && fd < MAX_FDS) inode_of[fd] = 0;
    return REAL(close)(fd);
}

static ssize_t written(int fd, const void *data, ssize_t done, int64_t offset) {
    if (done > 0) tell((struct change){.kind = WRITE, .inode = inode_of[fd], .data = data, .bytes = done, .offset = offset});
    return done;
}

#define FAIL_OR(kind_failed, counted, real_call)                                                                       \
    int error = fails(fd, counted);                                                                                    \
    if (error) {                                                                                                       \
        tell((struct change){.kind = kind_failed, .inode = inode_of[fd], .error = error});                             \
        pthread_mutex_unlock(&turn);                                                                                   \
        errno = error;                                                                                                 \
        return -1;                                                                                                     \
    }                                                                                                                  \
    __typeof__(real_call) done = real_call;

ssize_t write(int fd, const void *data, size_t count) {
    if (!ours(fd)) return REAL(write)(fd, data, count);
    pthread_mutex_lock(&turn);
    FAIL_OR(WRITE_FAILED, WRITES, REAL(write)(fd, data, count))
    written(fd, data, done, lseek(fd, 0, SEEK_CUR) - (done > 0 ? done : 0)); /* right for O_APPEND as well */
    pthread_mutex_unlock(&turn);
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t count, int64_t offset) {
    if (!ours(fd)) return REAL(pwrite64)(fd, data, count, offset);
    pthread_mutex_lock(&turn);
    FAIL_OR(WRITE_FAILED, WRITES, REAL(pwrite64)(fd, data, count, offset))
    written(fd, data, done, offset);
    pthread_mutex_unlock(&turn);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) { return write_at(fd, data, count, offset); }
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t offset) { return write_at(fd, data, count, offset); }

static int cut(int fd, int64_t length) {
    if (!ours(fd)) return REAL(ftruncate64)(fd, length);
    pthread_mutex_lock(&turn);
    FAIL_OR(WRITE_FAILED, WRITES, REAL(ftruncate64)(fd, length))
    if (done == 0) tell((struct change){.kind = TRUNCATE, .inode = inode_of[fd], .offset = length});
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int flush(int fd, int (*real_flush)(int)) {
    if (!ours(fd)) return real_flush(fd);
    uint64_t inode = inode_of[fd];
    pthread_mutex_lock(&turn);
    flushes++;
    int64_t wait_ns = flushes >= slow.first && flushes < slow.first + slow.count ? slow.ns : 0;
    int error = fails(fd, FLUSHES);
    tell((struct change){.kind = error ? FLUSH_FAILED : FLUSH_BEGUN, .inode = inode, .error = error});
    pthread_mutex_unlock(&turn);
    struct timespec wait = {wait_ns / 1000000000LL, wait_ns % 1000000000LL};
    if (wait_ns) nanosleep(&wait, NULL);
    if (error) {
        errno = error;
        return -1;
    }
    int done = real_flush(fd);
    pthread_mutex_lock(&turn);
    tell((struct change){.kind = done ? FLUSH_FAILED : FLUSHED, .inode = inode});
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int fd) { return flush(fd, REAL(fsync)); }
int fdatasync(int fd) { return flush(fd, REAL(fdatasync)); }

#define NAMED(kind_of, from, to, real_call)                                                                            \
    {                                                                                                                  \
        char full[PATH_MAX], other[PATH_MAX] = "";                                                                     \
        if (!below(from, full)) return real_call;                                                                      \
        if (to != NULL) below(to, other);                                                                              \
        pthread_mutex_lock(&turn);                                                                                     \
        int done = real_call;                                                                                          \
        struct stat stat = {.st_ino = 0};                                                                              \
        if (done == 0 && kind_of == MKDIR) lstat(full, &stat);                                                         \
        if (done == 0)                                                                                                 \
            tell((struct change){                                                                                      \
                .kind = kind_of, .inode = stat.st_ino, .name = full, .data = other, .bytes = strlen(other)});          \
        pthread_mutex_unlock(&turn);                                                                                   \
        return done;                                                                                                   \
    }

int rename(const char *from, const char *to) NAMED(RENAME, from, to, REAL(rename)(from, to))
int renameat(int a, const char *from, int b, const char *to) NAMED(RENAME, from, to, REAL(renameat)(a, from, b, to))
int unlink(const char *path) NAMED(UNLINK, path, (char *)NULL, REAL(unlink)(path))
int mkdir(const char *path, mode_t mode) NAMED(MKDIR, path, (char *)NULL, REAL(mkdir)(path, mode))
