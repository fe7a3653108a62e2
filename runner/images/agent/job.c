/* See job.h. What cannot be a job ends the maker: the supervisor is ours, and told it wrongly. */
#define _GNU_SOURCE
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { START_BYTES = 16, AHEAD_BYTES = 1 << 16 };

struct job job;
static struct text header;

/* The files of the job: their words (name, size, whether it can be executed), and what is in them. The next job may have
 * the same: many tests of one program are told its files once. No program has touched these. */
static struct {
    struct text words;
    char *data;
} files;

/* What was read of the stream before it was asked for. */
static char ahead[AHEAD_BYTES];
static size_t ahead_at, ahead_end;

void give_up(const char *what) {
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

static char *read_much(size_t size) {
    char *data = malloc(size + 1);
    if (data == NULL) give_up("memory for a job");
    read_exactly(data, size);
    return data;
}

/* The files of a job, whose words come next, if not more than `most`; how many bytes they are. */
static size_t read_files(size_t most) {
    size_t all = 0;
    files.words.size = header.size - header.at;
    memcpy(files.words.bytes, header.bytes + header.at, files.words.size + 1);
    files.words.at = 0;
    for (unsigned long count = number(&files.words); count > 0; count--) {
        word(&files.words);
        size_t size = number(&files.words);
        number(&files.words);
        if (size > most - all) _exit(3);
        all += size;
    }
    free(files.data);
    files.data = read_much(all);
    return all;
}

/* The header: the key, then words. */
static void read_header(size_t size) {
    if (size < SEAL_BYTES || size > MAX_MESSAGE - 1) _exit(3);
    read_exactly((char *)job.key, SEAL_BYTES);
    header.size = size - SEAL_BYTES;
    header.at = 0;
    read_exactly(header.bytes, header.size);
    header.bytes[header.size] = 0;
    unsigned long *numbers[] = {&job.cpus, &job.cpu_ms, &job.wall_ms, &job.last_wall_ms,
                                &job.memory_bytes, &job.output_bytes, &job.file_bytes};
    for (size_t one = 0; one < sizeof numbers / sizeof *numbers; one++) *numbers[one] = number(&header);
    job.command = header.bytes + header.at;
    for (unsigned long count = number(&header); count > 0; count--) word(&header);
    job.command_bytes = (size_t)(header.bytes + header.at - job.command);
}

int read_job(struct text *other) {
    char start[START_BYTES];
    read_exactly(start, sizeof start);
    if (memcmp(start, "RCP1", 4) != 0) {
        memcpy(other->bytes, start, sizeof start);
        memcpy(other->bytes + sizeof start, ahead + ahead_at, ahead_end - ahead_at);
        other->size = sizeof start + ahead_end - ahead_at;
        return 0;
    }
    size_t head = big_endian(start + 4, 4), all = big_endian(start + 8, 8);
    if (all < head) _exit(3);
    read_header(head);
    size_t left = all - head;
    if (number(&header)) left -= read_files(left);
    job.rest = job.input = read_much(left);
    job.input_left = left;
    return 1;
}

void stream_begin(const struct text *text) {
    ahead_at = 0;
    ahead_end = text->size - text->at;
    if (ahead_end > sizeof ahead) _exit(3);
    memcpy(ahead, text->bytes + text->at, ahead_end);
}

size_t order(char *words, size_t room) {
    int size = snprintf(words, room, "start%c%lu%c%lu%c%lu%c", 0, job.cpu_ms / 1000 + 2, 0, job.file_bytes, 0,
                        job.memory_bytes, 0); /* the kernel's limit counts whole seconds: a little later than ours */
    if ((size_t)size + job.command_bytes > room) _exit(3);
    memcpy(words + size, job.command, job.command_bytes);
    return (size_t)size + job.command_bytes;
}

int job_waits(int within_ms) {
    struct pollfd stream = {STREAM_IN, POLLIN, 0};
    return ahead_end > ahead_at || poll(&stream, 1, within_ms) > 0;
}

void place(int folder) {
    char *data = files.data;
    files.words.at = 0;
    for (unsigned long count = number(&files.words); count > 0; count--) {
        char *name = word(&files.words);
        size_t size = number(&files.words);
        mode_t mode = number(&files.words) ? 0700 : 0600;
        for (char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
            *slash = 0;
            if (mkdirat(folder, name, 0700) < 0 && errno != EEXIST) give_up(name);
            *slash = '/';
        }
        int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (file < 0) give_up(name);
        for (size_t done = 0; done < size;) {
            ssize_t written = write(file, data + done, size - done);
            if (written <= 0) give_up(name);
            done += (size_t)written;
        }
        close(file);
        data += size;
    }
}
