// expect: RAN held
// sample: yes
// Mounting, unmounting and changing the root, by the old calls and the new ones.
#include "attempt.h"
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
int main(void) {
    mkdirat(AT_FDCWD, "/tmp/there", 0700);
    shut("tmpfs", mount("none", "/tmp/there", "tmpfs", 0, 0));
    shut("proc", mount("none", "/tmp/there", "proc", 0, 0));
    shut("cgroup", mount("none", "/tmp/there", "cgroup2", 0, 0));
    shut("overlay", mount("none", "/tmp/there", "overlay", 0, "lowerdir=/usr,upperdir=/tmp,workdir=/tmp"));
    shut("bind", mount("/", "/tmp/there", 0, MS_BIND | MS_REC, 0));
    shut("writable root", mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0));
    shut("executable /tmp", mount(0, "/tmp", 0, MS_REMOUNT | MS_BIND, 0));
    shut("shared", mount(0, "/", 0, MS_SHARED, 0));
    shut("unmask /proc", umount2("/proc/kcore", MNT_DETACH));
    shut("unmount /proc", umount2("/proc", MNT_DETACH));
    shut("unmount the root", umount2("/", MNT_DETACH));
    shut("pivot_root", syscall(SYS_pivot_root, "/tmp", "/tmp/there"));
    shut("chroot", chroot("/tmp"));
    shut("fsopen", syscall(430, "tmpfs", 0));
    shut("open_tree", syscall(428, AT_FDCWD, "/", 1));
    shut("move_mount", syscall(429, AT_FDCWD, "/tmp", AT_FDCWD, "/tmp/there", 0));
    shut("fspick", syscall(433, AT_FDCWD, "/", 0));
    shut("mount_setattr", syscall(442, AT_FDCWD, "/", 0, "", 0));
    shut("open_tree_attr", syscall(467, AT_FDCWD, "/", 1, 0, 0));
    shut("statmount", syscall(457, 0, 0, 0, 0));
    shut("listmount", syscall(458, 0, 0, 0, 0));
    return ended();
}
