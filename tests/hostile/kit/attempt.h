/* For programs in C and C++: an attempt that comes through is named; `ended` says held only when none did. */
#ifndef ATTEMPT_H
#define ATTEMPT_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int escapes_ = 0;

/* Called when an attempt came through. */
__attribute__((unused)) static void escaped(const char *what) {
    printf("escaped: %s\n", what);
    fflush(stdout);
    escapes_++;
}

/* The result of something that has to fail, whatever the reason. */
__attribute__((unused)) static void fails(const char *what, long result) {
    if (result >= 0) escaped(what);
}

/* The result of a system call that has to be refused by who asks or which call it is, not by its arguments. */
__attribute__((unused)) static void shut(const char *what, long result) {
    if (result < 0 && (errno == EPERM || errno == ENOSYS || errno == EACCES)) return;
    printf("escaped: %s (%ld, %s)\n", what, result, result < 0 ? strerror(errno) : "no error");
    escapes_++;
}

/* The first line of the input that begins with `name` and a space, without both; empty when there is none.
   The harness hands in what is worth stealing: see README.md. */
__attribute__((unused)) static const char *prize(const char *name) {
    static char text[8192], line[1024];
    static long size = -1;
    if (size < 0) {
        long got;
        size = 0;
        while (size < (long)sizeof text - 1 && (got = read(0, text + size, sizeof text - 1 - size)) > 0) size += got;
        text[size] = 0;
    }
    size_t length = strlen(name);
    for (const char *at = text; at && *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : 0) {
        if (strncmp(at, name, length) || at[length] != ' ') continue;
        size_t end = strcspn(at + length + 1, "\n");
        if (end >= sizeof line) end = sizeof line - 1;
        memcpy(line, at + length + 1, end);
        line[end] = 0;
        return line;
    }
    return "";
}

/* The last line of main. */
__attribute__((unused)) static int ended(void) {
    if (!escapes_) puts("held");
    return 0;
}
#endif
