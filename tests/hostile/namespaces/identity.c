// expect: RAN held
// Becoming somebody else, and taking rights that were never given.
#include "attempt.h"
#include <grp.h>
#include <linux/capability.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>
int main(void) {
    gid_t root[] = {0};
    fails("setuid", setuid(0));
    fails("setgid", setgid(0));
    fails("setreuid", setreuid(0, 0));
    fails("setresuid", setresuid(0, 0, 0));
    fails("setresgid", setresgid(0, 0, 0));
    fails("setgroups", setgroups(1, root));
    setfsuid(0);
    if (setfsuid(-1) == 0) escaped("setfsuid");
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct all[2] = {{-1u, -1u, -1u}, {-1u, -1u, -1u}};
    fails("capset", syscall(SYS_capset, &header, all));
    for (int capability = 0; capability < 41; capability++) {
        fails("ambient capability", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0));
        if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1) escaped("a capability in the bounding set");
    }
    fails("securebits", prctl(PR_SET_SECUREBITS, 0x2f, 0, 0, 0));
    fails("drop no-new-privileges", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) escaped("new privileges");
    fails("chown to root", chown("/tmp", 0, 0));
    return ended();
}
