/* What the kernel alone charges for fresh cells: COUNT runs of PROGRAM, one after the other, each in new mount, process and
 * IPC namespaces with a new /proc and two new tmpfs, its input and output through pipes. No engine, no stream, no limits, no
 * filter, no measuring, nothing covered: the least that any runner of this kind pays.
 * kernel_floor COUNT INPUT OUTPUT PROGRAM: the program is run from a copy in the tmpfs; fails unless it prints OUTPUT. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char content[1 << 22];

static int broken(const char *what) {
    perror(what);
    _exit(1);
}

/* Process 1 of the new namespaces. */
static void run(ssize_t size, const int *in, const int *out) {
    if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=64m") < 0) broken("/tmp");
    if (mount("tmpfs", "/mnt", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=64m") < 0) broken("/mnt");
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "") < 0) broken("/proc");
    int file = open("/tmp/program", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
    if (file < 0 || write(file, content, (size_t)size) != size || close(file) < 0) broken("the program");
    pid_t child = vfork();
    if (child == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        syscall(SYS_close_range, 3, ~0U, 0);
        execl("/tmp/program", "/tmp/program", (char *)NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
    _exit(0);
}

static void one(ssize_t size, const char *input, const char *output) {
    static char said[1 << 16];
    int in[2], out[2];
    if (pipe(in) < 0 || pipe(out) < 0) broken("pipes");
    if (write(in[1], input, strlen(input)) < 0 || close(in[1]) < 0) broken("input");
    pid_t first = (pid_t)syscall(SYS_clone, CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | SIGCHLD, 0, 0, 0, 0);
    if (first < 0) broken("namespaces");
    if (first == 0) run(size, in, out);
    close(in[0]);
    close(out[1]);
    size_t got = 0;
    for (ssize_t more; got < sizeof said && (more = read(out[0], said + got, sizeof said - got)) > 0;) got += (size_t)more;
    close(out[0]);
    waitpid(first, NULL, 0);
    if (got != strlen(output) || memcmp(said, output, got) != 0) _exit(2);
}

int main(int count, char **words) {
    if (count != 5) return 64;
    int program = open(words[4], O_RDONLY | O_CLOEXEC);
    ssize_t size = program < 0 ? -1 : read(program, content, sizeof content);
    if (size <= 0 || size == (ssize_t)sizeof content) broken(words[4]);
    close(program);
    uid_t user = getuid();
    if (unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) < 0) broken("a mount namespace");
    if (mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) broken("private mounts");
    for (int left = atoi(words[1]); left > 0; left--) one(size, words[2], words[3]);
    return 0;
}
