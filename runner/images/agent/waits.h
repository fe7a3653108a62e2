/* How long a program stood ready to run without getting a processor; `Waits` in meter.py says what counts. */
#ifndef WAITS_H
#define WAITS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct seen {
    pid_t process;
    uint64_t waited_ns;
};

struct waits {
    pid_t ours[3];
    struct seen *living;
    size_t count;
    uint64_t gone_ns;
};

void waits_begin(struct waits *waits, const pid_t ours[3]);
void waits_look(struct waits *waits);
double waits_total_ms(const struct waits *waits);
void waits_end(struct waits *waits);

#endif
