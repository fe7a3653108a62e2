/* As `Waits` in meter.py, for a program that was not started before: each look goes through the processes in /proc. */
#define _GNU_SOURCE
#include "waits.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stock.h"

void waits_begin(struct waits *waits, const pid_t ours[3]) {
    memset(waits, 0, sizeof *waits);
    memcpy(waits->ours, ours, sizeof waits->ours);
}

void waits_end(struct waits *waits) {
    free(waits->living);
    waits->living = NULL;
}

static uint64_t waited_ns(long process, const char *thread) {
    char path[300];
    unsigned long long ran = 0, waited = 0;
    snprintf(path, sizeof path, "/proc/%ld/task/%s/schedstat", process, thread);
    FILE *file = fopen(path, "re");
    if (file == NULL) return 0;
    if (fscanf(file, "%llu %llu", &ran, &waited) != 2) waited = 0;
    fclose(file);
    return waited;
}

/* The longest wait of any of its threads; false when it has ended. */
static int process_waited(long process, uint64_t *most) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/task", process);
    DIR *threads = opendir(path);
    if (threads == NULL) return 0;
    *most = 0;
    for (struct dirent *one; (one = readdir(threads)) != NULL;) {
        uint64_t waited = one->d_name[0] == '.' ? 0 : waited_ns(process, one->d_name);
        if (waited > *most) *most = waited;
    }
    closedir(threads);
    return 1;
}

static int is_ours(const struct waits *waits, long process) {
    for (size_t one = 0; one < 3; one++)
        if (waits->ours[one] == process) return 1;
    return stock_has((pid_t)process);
}

/* Look again; what ended since the last look counts as it was then. */
void waits_look(struct waits *waits) {
    struct seen *found = NULL;
    size_t count = 0;
    DIR *all = opendir("/proc");
    if (all == NULL) return;
    for (struct dirent *one; (one = readdir(all)) != NULL;) {
        char *end;
        long process = strtol(one->d_name, &end, 10);
        uint64_t waited;
        if (end == one->d_name || *end || is_ours(waits, process) || !process_waited(process, &waited)) continue;
        struct seen *grown = realloc(found, (count + 1) * sizeof *found);
        if (grown == NULL) break;
        found = grown;
        found[count++] = (struct seen){(pid_t)process, waited};
    }
    closedir(all);
    for (size_t old = 0; old < waits->count; old++) {
        size_t at = 0;
        while (at < count && found[at].process != waits->living[old].process) at++;
        if (at == count) waits->gone_ns += waits->living[old].waited_ns;
    }
    free(waits->living);
    waits->living = found;
    waits->count = count;
}

double waits_total_ms(const struct waits *waits) {
    uint64_t most = 0;
    for (size_t one = 0; one < waits->count; one++)
        if (waits->living[one].waited_ns > most) most = waits->living[one].waited_ns;
    return (double)(waits->gone_ns + most) / 1e6;
}
