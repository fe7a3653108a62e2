// expect: RAN held
// A file by its number in the file system instead of by a path: that is how a container's root was left before.
#include "attempt.h"
#include <fcntl.h>
int main(void) {
    struct { struct file_handle head; unsigned char bytes[128]; } handle = {.head = {.handle_bytes = 128}};
    int mount = 0;
    shut("name_to_handle_at", name_to_handle_at(AT_FDCWD, "/", &handle.head, &mount, 0));
    handle.head.handle_bytes = 8;
    handle.head.handle_type = 1;
    memset(handle.bytes, 0, 8);
    handle.bytes[0] = 2;  // the number of the root folder on most disks
    int root = open("/", O_RDONLY | O_DIRECTORY);
    shut("open_by_handle_at", open_by_handle_at(root, &handle.head, O_RDONLY));
    shut("quotactl", syscall(SYS_quotactl, 0x80000100, "/dev/vda", 0, 0));
    shut("quotactl_fd", syscall(443, root, 0, 0, 0));
    shut("fanotify_init", syscall(SYS_fanotify_init, 0, 0));
    shut("fanotify_init unprivileged", syscall(SYS_fanotify_init, 0x200, 0));
    shut("lookup_dcookie", syscall(SYS_lookup_dcookie, 0L, handle.bytes, 128));
    return ended();
}
