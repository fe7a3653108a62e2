/* What the parts of the maker of cells share: messages made of words, process 1 of a cell, the jobs it runs itself, seals. */
#ifndef CELL_H
#define CELL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Descriptors with which the agent starts the maker: its socket, the attached stream in and out, two files of the kernel. */
enum { MAKER = 3, STREAM_IN = 100, STREAM_OUT, CPU_FILE, OOM_FILE };
enum { MAX_MESSAGE = 1 << 18, MAX_WORDS = 4096, SEAL_BYTES = 32 };

/* A message in its place, and how far it has been read. Words of a message are separated by NUL. */
struct text {
    char bytes[MAX_MESSAGE];
    size_t size, at;
};

/* How the cell's main process ended, and whether nothing is left of it: no process, and no more in the file systems than
 * there was before it. The struct of Python's "<iQd?". */
struct report {
    int32_t status;
    uint64_t max_rss_kib;
    double at;
    uint8_t empty;
} __attribute__((packed));

/* What a cell begins with. `pipes` are the program's ends, or NULL when they come with the order to start; `warm` the words
 * with which something starts at once, or NULL. Nothing else that is open in the maker is open in the cell. */
struct cell {
    int control;
    const int *pipes;
    struct text *warm;
};

char *word(struct text *text);
unsigned long number(struct text *text);
double now(void);
void fail(int control, const char *what);
pid_t make_cell(const struct cell *cell, unsigned long flags);

/* Plain jobs from the stream, until something else comes. `text` brings the number of a process to leave out and the bytes
 * that were read already; it takes back what was read of the rest. False when no cell can be made: `text` says why. */
void run_plain_jobs(struct text *text);

/* The seal of an answer: BLAKE2b under the key of its job, over parts that follow one another. */
struct seal {
    uint64_t state[8], count;
    uint8_t block[128];
    size_t filled;
};
void seal_begin(struct seal *seal, const uint8_t key[SEAL_BYTES]);
void seal_add(struct seal *seal, const void *data, size_t size);
void seal_end(struct seal *seal, uint8_t out[SEAL_BYTES]);

#endif
