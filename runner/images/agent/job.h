/* A plain job, as the supervisor sends it: read from the stream, and put into its cell. */
#ifndef JOB_H
#define JOB_H

#include <stddef.h>
#include <stdint.h>

#include "cell.h"

/* The job in hand. `command` is the program's words and their number, `input` what is left of its input, in `rest`. */
struct job {
    uint8_t key[SEAL_BYTES];
    unsigned long cpus, cpu_ms, wall_ms, last_wall_ms, memory_bytes, output_bytes, file_bytes;
    char *command, *rest, *input;
    size_t command_bytes, input_left;
};
extern struct job job;

/* The bytes of `text` that are still to be read come before the stream's own. */
void stream_begin(const struct text *text);
/* The next job, true; or what comes in its place, false: then `other` takes it, with all that has been read. */
int read_job(struct text *other);
/* The words with which process 1 of the cell starts the program; how many bytes. */
size_t order(char *words, size_t room);
/* Whether something of the next job comes within so many milliseconds, or the supervisor is gone. */
int job_waits(int within_ms);
/* Into the working folder of a cell in which nothing has run: the files, and the folders above them. */
void place(int folder);
/* The sandbox failed: a word to the agent, and the end. */
void give_up(const char *what);

#endif
