// expect: RAN held
// sample: yes
// Local sockets without a file: they belong to the network namespace, and no file permission guards them.
#include "attempt.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
static int reach(int abstract, const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path + abstract, name, sizeof address.sun_path - 2);
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET}, reached = -1;
    for (int at = 0; at < 3; at++) {
        int local = socket(AF_UNIX, kinds[at], 0);
        if (connect(local, (void *)&address, offsetof(struct sockaddr_un, sun_path) + abstract + strlen(name)) == 0) reached = 0;
        close(local);
    }
    return reached;
}
int main(void) {
    if (!*prize("abstract")) escaped("no name was handed in");
    fails("the canary", reach(1, prize("abstract")));
    fails("the canary's file", reach(0, prize("socket")));
    const char *names[] = {"/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/run/dbus/system_bus_socket",
                           "/run/systemd/private", "/run/systemd/journal/socket", "/dev/log", "/tmp/.X11-unix/X0", "/run/podman/podman.sock"};
    for (unsigned at = 0; at < sizeof names / sizeof *names; at++) fails(names[at], reach(0, names[at]));
    fails("X11", reach(1, "/tmp/.X11-unix/X0"));
    fails("containerd shim", reach(1, "/containerd-shim"));
    char line[512];
    FILE *table = fopen("/proc/net/unix", "r");
    while (table && fgets(line, sizeof line, table))
        if (strchr(line, '@')) escaped(line);
    return ended();
}
