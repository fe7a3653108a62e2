// expect: RAN held
// Code for the kernel, another kernel, and switching it off.
#include "attempt.h"
#include <fcntl.h>
int main(void) {
    int file = open("/proc/self/exe", O_RDONLY);
    shut("init_module", syscall(SYS_init_module, "x", 1, ""));
    shut("finit_module", syscall(SYS_finit_module, file, "", 0));
    shut("delete_module", syscall(SYS_delete_module, "overlay", 0));
    shut("kexec_load", syscall(SYS_kexec_load, 0, 0, 0, 0));
    shut("kexec_file_load", syscall(SYS_kexec_file_load, file, file, 0, "", 0));
    shut("reboot", syscall(SYS_reboot, 0xfee1dead, 672274793, 0x89abcdef, 0));
    shut("swapon", syscall(SYS_swapon, "/tmp/x", 0));
    shut("swapoff", syscall(SYS_swapoff, "/tmp/x"));
    shut("acct", syscall(SYS_acct, "/tmp/x"));
    shut("syslog", syscall(SYS_syslog, 3, 0, 0));
    shut("iopl", syscall(SYS_iopl, 3));
    shut("ioperm", syscall(SYS_ioperm, 0x3f8, 1, 1));
    shut("modify_ldt", syscall(SYS_modify_ldt, 0, 0, 0));
    shut("sethostname", syscall(SYS_sethostname, "escaped", 7));
    shut("setdomainname", syscall(SYS_setdomainname, "escaped", 7));
    shut("vhangup", syscall(SYS_vhangup));
    return ended();
}
