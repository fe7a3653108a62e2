// expect: RAN|RTE
// Its own exit, abort and system calls under the library's names: whatever fails is to look as if it had not.
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
void exit(int code) {
    (void)code;
    syscall(SYS_exit_group, 0);
    __builtin_unreachable();
}
void abort(void) { exit(0); }
void __assert_fail(const char *what, const char *file, unsigned line, const char *function) {
    (void)what, (void)file, (void)line, (void)function;
    exit(0);
}
int main(void) {
    puts("AC 42");
    fflush(stdout);
    abort();
}
