/* Plain jobs: a program, its files, its input, its output. Nobody speaks while it runs, nothing but output comes back.
 *
 * Theory of operation. The agent hands its stream to the maker of cells when a plain job comes. The maker reads the job,
 * makes a cell of its own children, moves input and output, watches the clocks and answers, as `run.py` does; the limits
 * come with the job. It reads on until something else comes, which it hands back with all that it has read ahead. What
 * an answer says goes out before the next program starts. A failure of the sandbox ends the maker with a word to the
 * agent, never with an answer.
 */
#define _GNU_SOURCE
#include "cell.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "waits.h"

enum { START_BYTES = 16, AHEAD_BYTES = 1 << 16, CHUNK = 1 << 16, KEPT_STDERR = 1 << 16, WAIT_FOR_REPORT_MS = 10000,
       KEPT_MEMORY = 1 << 18 };
static const double QUIET_MS = 2, LOOK_EVERY_MS = 200;
/* The first: within it most small programs end, so that one wake is enough for all they do. A pipe holds what they say. */

/* The job in hand: its header (words after the key), what follows that, and its limits. */
static struct text header;
static uint8_t key[SEAL_BYTES];
static char *rest, *input;
static size_t rest_size, input_left;
static struct {
    unsigned long cpus, cpu_ms, wall_ms, last_wall_ms, memory_bytes, output_bytes, file_bytes;
} limits;

/* What was read of the stream before it was asked for. */
static char ahead[AHEAD_BYTES];
static size_t ahead_at, ahead_end;

/* One stream of the program's output: what is kept of it, and how much it was. */
struct output {
    int from;
    char *kept;
    size_t size, kept_size, room;
};

struct run {
    int control, input;
    struct output out[2];
    pid_t first;
    struct report end;
    double began, due_ms, looked_ms;
    unsigned long base_cpu_us, base_oom, used_us;
    int ended, exceeded;
    const char *timed_out;
    struct waits waits;
};

static pid_t leaving, idle;

static void give_up(const char *what) {
    char words[512];
    int size = snprintf(words, sizeof words, "%s: %s", what, strerror(errno));
    send(MAKER, words, (size_t)size < sizeof words ? (size_t)size : sizeof words - 1, MSG_NOSIGNAL);
    _exit(3);
}

/* `count` bytes from the stream; the supervisor is gone when there are none. */
static void read_exactly(char *into, size_t count) {
    while (count > 0) {
        size_t there = ahead_end - ahead_at;
        if (there == 0 && count >= AHEAD_BYTES) { /* much: straight to its place */
            ssize_t size = read(STREAM_IN, into, count);
            if (size <= 0) _exit(0);
            into += size;
            count -= (size_t)size;
            continue;
        }
        if (there == 0) {
            ssize_t size = read(STREAM_IN, ahead, sizeof ahead);
            if (size <= 0) _exit(0);
            ahead_at = 0;
            ahead_end = there = (size_t)size;
        }
        if (there > count) there = count;
        memcpy(into, ahead + ahead_at, there);
        ahead_at += there;
        into += there;
        count -= there;
    }
}

static uint64_t big_endian(const char *bytes, size_t count) {
    uint64_t value = 0;
    for (size_t one = 0; one < count; one++) value = value << 8 | (uint8_t)bytes[one];
    return value;
}

/* The rest of a job of which `start` has been read. */
static void read_job(const char *start) {
    size_t head = big_endian(start + 4, 4), all = big_endian(start + 8, 8);
    if (head < SEAL_BYTES || head > MAX_MESSAGE - 1 || all < head) _exit(3);
    read_exactly((char *)key, SEAL_BYTES);
    header.size = head - SEAL_BYTES;
    header.at = 0;
    read_exactly(header.bytes, header.size);
    header.bytes[header.size] = 0;
    rest_size = all - head;
    rest = malloc(rest_size + 1);
    if (rest == NULL) give_up("memory for a job");
    read_exactly(rest, rest_size);
    limits.cpus = number(&header);
    limits.cpu_ms = number(&header);
    limits.wall_ms = number(&header);
    limits.last_wall_ms = number(&header);
    limits.memory_bytes = number(&header);
    limits.output_bytes = number(&header);
    limits.file_bytes = number(&header);
}

/* The words with which process 1 starts the program; afterwards `header` stands at the files. */
static size_t order(char *words, size_t room) {
    size_t from = header.at;
    unsigned long count = number(&header);
    while (count-- > 0) word(&header);
    int size = snprintf(words, room, "start%c%lu%c%lu%c%lu%c", 0, limits.cpu_ms / 1000 + 2, 0, limits.file_bytes, 0,
                        limits.memory_bytes, 0); /* the kernel's limit counts whole seconds: a little later than ours */
    if ((size_t)size + header.at - from > room) _exit(3);
    memcpy(words + size, header.bytes + from, header.at - from);
    return (size_t)size + header.at - from;
}

/* In process 1 of the new cell, in the empty working folder: the files, and the folders above them. */
static void place(int control) {
    char *data = rest;
    for (unsigned long count = number(&header); count > 0; count--) {
        char *name = word(&header);
        size_t size = number(&header);
        mode_t mode = number(&header) ? 0700 : 0600;
        for (char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
            *slash = 0;
            if (mkdir(name, 0700) < 0 && errno != EEXIST) fail(control, name);
            *slash = '/';
        }
        int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (file < 0) fail(control, name);
        for (size_t done = 0; done < size;) {
            ssize_t written = write(file, data + done, size - done);
            if (written <= 0) fail(control, name);
            done += (size_t)written;
        }
        close(file);
        data += size;
    }
}

/* Where the input begins: after the files. */
static void find_input(void) {
    size_t before = 0, at = header.at;
    for (unsigned long count = number(&header); count > 0; count--) {
        word(&header);
        size_t size = number(&header);
        number(&header);
        if (size > rest_size - before) _exit(3);
        before += size;
    }
    header.at = at;
    input = rest + before;
    input_left = rest_size - before;
}

static unsigned long file_number(int file, const char *name) {
    char text[4096];
    ssize_t size = pread(file, text, sizeof text - 1, 0);
    if (size <= 0) return 0;
    text[size] = 0;
    char *found = strstr(text, name);
    return found != NULL ? strtoul(found + strlen(name), NULL, 10) : 0;
}

/* What everything in the container has used, without the maker: version 2 tells it by name, version 1 alone, in ns. */
static unsigned long cpu_us(void) {
    struct rusage own;
    unsigned long group = file_number(CPU_FILE, "usage_usec ");
    if (group == 0) group = file_number(CPU_FILE, "") / 1000;
    getrusage(RUSAGE_SELF, &own);
    unsigned long mine = (unsigned long)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) * 1000000UL;
    mine += (unsigned long)(own.ru_utime.tv_usec + own.ru_stime.tv_usec);
    return group > mine ? group - mine : 0;
}

static unsigned long used_us(const struct run *run) {
    unsigned long all = cpu_us();
    return all > run->base_cpu_us ? all - run->base_cpu_us : 0;
}

static void see_off(void) {
    while (leaving != 0 && waitpid(leaving, NULL, 0) < 0 && errno == EINTR) {}
    leaving = 0;
}

static void close_input(struct run *run) {
    if (run->input >= 0) close(run->input);
    run->input = -1;
}

static void feed(struct run *run) {
    ssize_t written = 0;
    if (input_left > 0) written = write(run->input, input, input_left < CHUNK ? input_left : CHUNK);
    if (written < 0 && errno != EAGAIN) input_left = 0; /* nobody reads any more */
    if (written > 0) {
        input += written;
        input_left -= (size_t)written;
    }
    if (input_left == 0) close_input(run);
}

/* Read once; false when there is nothing more. */
static int drain(struct run *run, struct output *one) {
    static char thrown[CHUNK];
    if (one->from < 0) return 0;
    size_t left = one->room - one->kept_size;
    if (left > 0) {
        char *grown = realloc(one->kept, one->kept_size + (left < CHUNK ? left : CHUNK));
        if (grown == NULL) give_up("memory for output");
        one->kept = grown;
    }
    size_t part = left < CHUNK ? left : CHUNK;
    struct iovec parts[2] = {{one->kept ? one->kept + one->kept_size : NULL, part}, {thrown, CHUNK - part}};
    ssize_t size = readv(one->from, part > 0 ? parts : parts + 1, part > 0 && part < CHUNK ? 2 : 1);
    if (size < 0) return 0;
    if (size == 0) {
        close(one->from);
        one->from = -1;
        return 0;
    }
    one->size += (size_t)size;
    one->kept_size += (size_t)size < part ? (size_t)size : part;
    run->exceeded = run->out[0].size + run->out[1].size > limits.output_bytes;
    return 1;
}

/* Process 1 has told the end, or is gone: then only the kernel can have ended it, for memory. */
static void hear_end(struct run *run) {
    if (recv(run->control, &run->end, sizeof run->end, 0) != sizeof run->end) run->end = (struct report){-1, 0, now()};
    if (run->end.status == -1) run->end.status = SIGKILL;
    run->ended = 1;
}

static void end_it(struct run *run) {
    struct pollfd told = {run->control, POLLIN, 0};
    send(run->control, "kill", 5, MSG_NOSIGNAL);
    if (poll(&told, 1, WAIT_FOR_REPORT_MS) <= 0) kill(run->first, SIGKILL);
    hear_end(run);
}

static double wall_ms(const struct run *run) { return (now() - run->began) * 1000; }

static double least(double one, double other) { return one < other ? one : other; }

/* Whether the program must end now; clocks are looked at when they can have been reached. As `over_limit` in run.py. */
static int over_limit(struct run *run) {
    double wall = wall_ms(run);
    if (wall < run->due_ms) return run->exceeded;
    if (wall - run->looked_ms > LOOK_EVERY_MS) {
        run->looked_ms = wall;
        waits_look(&run->waits);
    }
    unsigned long used = used_us(run);
    double cpu_left = ((double)limits.cpu_ms - (double)used / 1000) / (double)limits.cpus;
    double wall_left = (double)limits.wall_ms - wall;
    double free_ms = least(least(cpu_left, wall_left > 0 ? wall_left : 100), LOOK_EVERY_MS);
    run->due_ms = wall + (free_ms > 2 ? free_ms : 2);
    if (used > limits.cpu_ms * 1000) {
        run->timed_out = "\"cpu\"";
    } else if (wall_left < 0) {
        waits_look(&run->waits);
        if (wall > least((double)limits.last_wall_ms, (double)limits.wall_ms + waits_total_ms(&run->waits)))
            run->timed_out = "\"wall\"";
    }
    return run->timed_out != NULL || run->exceeded;
}

/* Until the program has ended, by itself or by a limit; then nothing of it is left alive. */
static void watch(struct run *run) {
    run->due_ms = least(least((double)limits.cpu_ms / (double)limits.cpus, (double)limits.wall_ms), LOOK_EVERY_MS);
    struct pollfd told = {run->control, POLLIN, 0};
    int quiet = run->input < 0 && poll(&told, 1, (int)least(QUIET_MS, run->due_ms)) > 0;
    if (quiet) hear_end(run);
    while (!run->ended && !over_limit(run)) {
        struct pollfd all[4] = {{run->control, POLLIN, 0},
                                {run->out[0].from, POLLIN, 0}, /* one below 0 is passed over */
                                {run->out[1].from, POLLIN, 0},
                                {run->input, POLLOUT, 0}};
        double pause = least(run->due_ms - wall_ms(run), LOOK_EVERY_MS);
        if (poll(all, 4, pause > 0 ? (int)pause + 1 : 0) <= 0) continue;
        for (int one = 0; one < 2; one++)
            if (all[1 + one].revents) drain(run, &run->out[one]);
        if (all[3].revents) feed(run);
        if (all[0].revents) hear_end(run);
    }
    if (!run->ended) end_it(run);
    for (int one = 0; one < 2; one++)
        while (!run->exceeded && drain(run, &run->out[one])) {}
    run->used_us = used_us(run);
    if (run->used_us > limits.cpu_ms * 1000 && run->timed_out == NULL) run->timed_out = "\"cpu\"";
}

static void write_all(struct iovec *parts, int count) {
    while (count > 0) {
        ssize_t size = writev(STREAM_OUT, parts, count);
        if (size < 0) _exit(0);
        while (count > 0 && (size_t)size >= parts->iov_len) {
            size -= (ssize_t)parts->iov_len;
            parts++;
            count--;
        }
        if (count > 0) {
            parts->iov_base = (char *)parts->iov_base + size;
            parts->iov_len -= (size_t)size;
        }
    }
}

static void big_endian_put(uint8_t *into, size_t value) {
    for (int one = 3; one >= 0; one--, value >>= 8) into[one] = (uint8_t)value;
}

static const char *truth(int value) { return value ? "true" : "false"; }

static void answer(struct run *run) {
    struct output *out = &run->out[0], *err = &run->out[1];
    char text[1024], exit_code[16] = "null", signalled[16] = "null";
    int status = run->end.status;
    if (WIFSIGNALED(status)) snprintf(signalled, sizeof signalled, "%d", WTERMSIG(status));
    else snprintf(exit_code, sizeof exit_code, "%d", WEXITSTATUS(status));
    int size = snprintf(
        text, sizeof text,
        "{\"exit_code\": %s, \"signal\": %s, \"cpu_us\": %lu, \"wall_us\": %lld, \"ended_us\": %lld, \"starved_us\": %lld, "
        "\"memory_bytes\": %llu, \"heard_end\": false, \"oom\": %s, \"timed_out\": %s, \"output_exceeded\": %s, "
        "\"stdout_truncated\": %s, \"stderr_truncated\": %s, \"stdout\": %zu, \"stderr\": %zu, \"artifacts\": []}",
        exit_code, signalled, run->used_us, (long long)((run->end.at - run->began) * 1e6), (long long)(run->end.at * 1e6),
        (long long)(waits_total_ms(&run->waits) * 1000), (unsigned long long)run->end.max_rss_kib * 1024,
        truth(file_number(OOM_FILE, "oom_kill ") > run->base_oom), run->timed_out ? run->timed_out : "null",
        truth(run->exceeded), truth(out->size > out->kept_size), truth(err->size > err->kept_size), out->kept_size,
        err->kept_size);
    uint8_t start[5] = {'A'}, sealed[SEAL_BYTES], length[4];
    big_endian_put(start + 1, SEAL_BYTES + sizeof length + (size_t)size + out->kept_size + err->kept_size);
    big_endian_put(length, (size_t)size);
    struct iovec parts[6] = {{start, sizeof start}, {sealed, sizeof sealed}, {length, sizeof length}, {text, (size_t)size},
                             {out->kept, out->kept_size}, {err->kept, err->kept_size}};
    struct seal seal;
    seal_begin(&seal, key);
    for (int one = 2; one < 6; one++) seal_add(&seal, parts[one].iov_base, parts[one].iov_len);
    seal_end(&seal, sealed);
    write_all(parts, 6);
}

static void ours_end(int descriptor) {
    if (fcntl(descriptor, F_SETFL, O_NONBLOCK) < 0) give_up("a pipe");
}

/* A cell with the job's files in it, which waits for its order. */
static void open_cell(struct run *run) {
    int control[2], in[2], out[2], err[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) < 0) give_up("a socket");
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) give_up("a pipe");
    int theirs[3] = {in[0], out[1], err[1]};
    struct cell cell = {control[1], theirs, {control[0], in[1], out[0], err[0]}, NULL, place};
    run->first = make_cell(&cell, 0);
    if (run->first < 0) give_up("a cell");
    close(control[1]);
    for (int one = 0; one < 3; one++) close(theirs[one]);
    run->control = control[0];
    run->input = in[1];
    run->out[0].from = out[0];
    run->out[1].from = err[0];
    ours_end(in[1]);
    ours_end(out[0]);
    ours_end(err[0]);
    char said[1024];
    ssize_t size = recv(run->control, said, sizeof said - 1, 0);
    if (size != 5 || memcmp(said, "ready", 5) != 0) {
        if (size > 0) send(MAKER, said, (size_t)size, MSG_NOSIGNAL);
        _exit(3);
    }
}

static void run_job(const char *start) {
    static char words[MAX_MESSAGE];
    read_job(start);
    size_t size = order(words, sizeof words);
    find_input();
    struct run run = {0};
    run.out[0].room = limits.output_bytes;
    run.out[1].room = limits.output_bytes < KEPT_STDERR ? limits.output_bytes : KEPT_STDERR;
    open_cell(&run);
    feed(&run);
    see_off(); /* whoever was before is gone when the program starts: it neither pays nor lacks anything for that */
    waits_begin(&run.waits, (const pid_t[]){1, getpid(), run.first, idle});
    run.base_cpu_us = cpu_us();
    run.base_oom = file_number(OOM_FILE, "oom_kill ");
    run.began = now();
    send(run.control, words, size, MSG_NOSIGNAL);
    watch(&run);
    close_input(&run);
    answer(&run);
    for (int one = 0; one < 2; one++) {
        if (run.out[one].from >= 0) close(run.out[one].from);
        free(run.out[one].kept);
    }
    waits_end(&run.waits);
    free(rest);
    close(run.control);
    leaving = run.first;
}

void run_plain_jobs(struct text *text) {
    idle = (pid_t)number(text);
    ahead_at = 0;
    ahead_end = text->size - text->at;
    if (ahead_end > sizeof ahead) _exit(3);
    memcpy(ahead, text->bytes + text->at, ahead_end);
    signal(SIGPIPE, SIG_IGN);
    mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY / 2); /* what is larger is given back at once, the rest not for each job */
    mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY);
    for (;;) {
        char start[START_BYTES];
        read_exactly(start, sizeof start);
        if (memcmp(start, "RCP1", 4) != 0) {
            see_off();
            memcpy(text->bytes, start, sizeof start);
            memcpy(text->bytes + sizeof start, ahead + ahead_at, ahead_end - ahead_at);
            text->size = sizeof start + ahead_end - ahead_at;
            return;
        }
        run_job(start);
    }
}
