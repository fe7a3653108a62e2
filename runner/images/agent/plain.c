/* Plain jobs: a program, its files, its input, its output. Nobody speaks while it runs, nothing but output comes back.
 *
 * Theory of operation. The agent hands its stream to the maker of cells when a plain job comes. The maker reads the job,
 * makes a cell of its own children, moves input and output, watches the clocks and answers, as `run.py` does; the limits
 * come with the job. It reads on until something else comes, which it hands back with all that it has read ahead. What
 * an answer says goes out before the next program starts. A failure of the sandbox ends the maker with a word to the
 * agent, never with an answer.
 */
#define _GNU_SOURCE
#include "job.h"

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
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stock.h"
#include "waits.h"

enum { CHUNK = 1 << 16, KEPT_STDERR = 1 << 16, WAIT_FOR_REPORT_MS = 10000, KEPT_MEMORY = 1 << 18 };
static const double QUIET_MS = 2, LOOK_EVERY_MS = 200;
/* The first: within it most small programs end, so that one wake is enough for all they do. A pipe holds what they say. */

/* One stream of the program's output: what is kept of it, and how much it was. */
struct output {
    int from;
    char *kept;
    size_t size, kept_size, room;
};

struct run {
    int control, input, theirs[3];
    struct output out[2];
    pid_t first;
    struct report end;
    double began, due_ms, looked_ms;
    unsigned long base_cpu_us, base_oom, used_us;
    int ended, exceeded;
    const char *timed_out;
    struct waits waits;
};

static pid_t idle;

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

static void close_input(struct run *run) {
    if (run->input >= 0) close(run->input);
    run->input = -1;
}

static void feed(struct run *run) {
    ssize_t written = 0;
    if (job.input_left > 0) written = write(run->input, job.input, job.input_left < CHUNK ? job.input_left : CHUNK);
    if (written < 0 && errno != EAGAIN) job.input_left = 0; /* nobody reads any more */
    if (written > 0) {
        job.input += written;
        job.input_left -= (size_t)written;
    }
    if (job.input_left == 0) close_input(run);
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
    run->exceeded = run->out[0].size + run->out[1].size > job.output_bytes;
    return 1;
}

/* Process 1 has told the end, or is gone: then only the kernel can have ended it, for memory. */
static void hear_end(struct run *run) {
    if (recv(run->control, &run->end, sizeof run->end, 0) != sizeof run->end) run->end = (struct report){-1, 0, now(), 0};
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
    double cpu_left = ((double)job.cpu_ms - (double)used / 1000) / (double)job.cpus;
    double wall_left = (double)job.wall_ms - wall;
    double free_ms = least(least(cpu_left, wall_left > 0 ? wall_left : 100), LOOK_EVERY_MS);
    run->due_ms = wall + (free_ms > 2 ? free_ms : 2);
    if (used > job.cpu_ms * 1000) {
        run->timed_out = "\"cpu\"";
    } else if (wall_left < 0) {
        waits_look(&run->waits);
        if (wall > least((double)job.last_wall_ms, (double)job.wall_ms + waits_total_ms(&run->waits)))
            run->timed_out = "\"wall\"";
    }
    return run->timed_out != NULL || run->exceeded;
}

/* Until the program has ended, by itself or by a limit; then nothing of it is left alive. */
static void watch(struct run *run) {
    run->due_ms = least(least((double)job.cpu_ms / (double)job.cpus, (double)job.wall_ms), LOOK_EVERY_MS);
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
    if (run->used_us > job.cpu_ms * 1000 && run->timed_out == NULL) run->timed_out = "\"cpu\"";
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
    seal_begin(&seal, job.key);
    for (int one = 2; one < 6; one++) seal_add(&seal, parts[one].iov_base, parts[one].iov_len);
    seal_end(&seal, sealed);
    write_all(parts, 6);
}

static void ours_end(int descriptor) {
    if (fcntl(descriptor, F_SETFL, O_NONBLOCK) < 0) give_up("a pipe");
}

/* The order to start, and with it the program's ends of its pipes. */
static void tell_start(struct run *run, char *words, size_t size) {
    char space[CMSG_SPACE(sizeof run->theirs)] = {0};
    struct iovec part = {words, size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    struct cmsghdr *with = CMSG_FIRSTHDR(&message);
    with->cmsg_level = SOL_SOCKET;
    with->cmsg_type = SCM_RIGHTS;
    with->cmsg_len = CMSG_LEN(sizeof run->theirs);
    memcpy(CMSG_DATA(with), run->theirs, sizeof run->theirs);
    sendmsg(run->control, &message, MSG_NOSIGNAL); /* if it is gone, the silence will tell */
    for (int one = 0; one < 3; one++) close(run->theirs[one]);
}

/* A cell with the job's files in it, which waits for its order. */
static void open_cell(struct run *run) {
    int in[2], out[2], err[2], folder;
    stock_take(&run->control, &folder, &run->first);
    place(folder);
    close(folder);
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) give_up("a pipe");
    memcpy(run->theirs, (int[]){in[0], out[1], err[1]}, sizeof run->theirs);
    run->input = in[1];
    run->out[0].from = out[0];
    run->out[1].from = err[0];
    ours_end(in[1]);
    ours_end(out[0]);
    ours_end(err[0]);
}

static void run_job(void) {
    static char words[MAX_MESSAGE];
    size_t size = order(words, sizeof words);
    struct run run = {0};
    run.out[0].room = job.output_bytes;
    run.out[1].room = job.output_bytes < KEPT_STDERR ? job.output_bytes : KEPT_STDERR;
    open_cell(&run);
    feed(&run);
    stock_see_off(); /* whoever was before is gone when the program starts: it neither pays nor lacks anything for that */
    waits_begin(&run.waits, (const pid_t[]){1, getpid(), idle});
    run.base_cpu_us = cpu_us();
    run.base_oom = file_number(OOM_FILE, "oom_kill ");
    run.began = now();
    tell_start(&run, words, size);
    watch(&run);
    close_input(&run);
    answer(&run);
    for (int one = 0; one < 2; one++) {
        if (run.out[one].from >= 0) close(run.out[one].from);
        free(run.out[one].kept);
    }
    waits_end(&run.waits);
    free(job.rest);
    stock_leave(run.end.empty);
}

void run_plain_jobs(struct text *text) {
    idle = (pid_t)number(text);
    stream_begin(text);
    signal(SIGPIPE, SIG_IGN);
    mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY / 2); /* what is larger is given back at once, the rest not for each job */
    mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY);
    do
        while (!job_waits(stock_patience_ms()) && stock_tend()) {}
    while (read_job(text) && (run_job(), 1));
    stock_end();
}
