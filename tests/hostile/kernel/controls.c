// expect: RAN held
// Requests to devices and files: typing into the terminal of whoever started it, sharing blocks, flags, interfaces.
#include "attempt.h"
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
int main(void) {
    int file = open("/tmp/file", O_RDWR | O_CREAT, 0600), local = socket(AF_UNIX, SOCK_STREAM, 0);
    int zero = 0;
    char block[4096] = {0};
    const struct { const char *name; unsigned long number; } requests[] = {
        {"TIOCSTI", 0x5412}, {"TIOCSCTTY", 0x540e}, {"TIOCLINUX", 0x541c}, {"TIOCCONS", 0x541d}, {"TIOCGPTPEER", 0x5441},
        {"FS_IOC_SETFLAGS", 0x40086602}, {"FICLONE", 0x40049409}, {"FIDEDUPERANGE", 0xc0189436}, {"FIFREEZE", 0xc0045877},
        {"SIOCGIFCONF", 0x8912}, {"SIOCGIFHWADDR", 0x8927}, {"SIOCSIFFLAGS", 0x8914}, {"SIOCUNIXFILE", 0x89e0},
        {"NS_GET_USERNS", 0xb701}, {"LOOP_CTL_ADD", 0x4c80}, {"KDSETMODE", 0x4b3a}, {"FIOASYNC", 0x5452 + (1L << 40)},
    };
    for (unsigned at = 0; at < sizeof requests / sizeof *requests; at++) {
        shut(requests[at].name, syscall(SYS_ioctl, file, requests[at].number, block));
        shut(requests[at].name, syscall(SYS_ioctl, local, requests[at].number, block));
        shut(requests[at].name, syscall(SYS_ioctl, 1, requests[at].number, &zero));
    }
    return ended();
}
