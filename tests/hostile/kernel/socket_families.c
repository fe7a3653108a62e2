// expect: RAN held
// sample: yes
// Every family of sockets there is but the local one: network, kernel, machine and host have doors among them.
#include "attempt.h"
#include <sys/socket.h>
int main(void) {
    const int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_RDM, 10 /* SOCK_PACKET */};
    for (int family = 0; family < 64; family++) {
        if (family == AF_UNIX) continue;
        for (unsigned at = 0; at < sizeof kinds / sizeof *kinds; at++) {
            int pair[2];
            shut("socket", socket(family, kinds[at], 0));
            shut("socketpair", socketpair(family, kinds[at], 0, pair));
        }
    }
    // The number of the family is 32 bits wide in the kernel; a filter that compares 64 must not be led astray.
    shut("socket with high bits", syscall(SYS_socket, 0x100000002, SOCK_STREAM, 0));
    return ended();
}
