# expect: RAN held
# Process 1 knows the key that seals the answer.
import ctypes
import os

found = []
for name in ("environ", "mem", "maps", "fd", "fd/0", "fd/1", "root", "cwd", "exe", "stack", "auxv", "fdinfo/1"):
    try:
        path = f"/proc/1/{name}"
        if name in {"fd"}:
            found.append(os.listdir(path))
        elif name in {"root", "cwd", "exe"}:
            found.append(os.readlink(path))
        else:
            with open(path, "rb") as file:
                found.append(file.read(1))
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(16, 1, 0, 0) == 0:  # PTRACE_ATTACH
    found.append("ptrace")
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
remote = (ctypes.c_void_p * 2)(0x400000, 8)
if libc.process_vm_readv(1, vector, 1, remote, 1, 0) > 0:
    found.append("process_vm_readv")
print(f"escaped {found}" if found else "held")
