# expect: MLE|RAN held
# sample: yes
# Messages that nobody reads, in sockets that are themselves sent away in messages, so that no descriptor is used up.
import array
import os
import socket

from attempt import ended, escapes

total = 0
keep = socket.socketpair()
try:
    while total < 300 << 20:
        left, right = socket.socketpair()
        left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)
        left.setblocking(False)
        try:
            while True:
                total += left.send(b"x" * 65536)
        except BlockingIOError:
            pass
        keep[0].setblocking(False)
        rights = array.array("i", [left.fileno(), right.fileno()])
        keep[0].sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        left.close()
        right.close()
except OSError:
    pass
if total > 128 << 20:
    escapes.append(f"{total >> 20} MiB in sockets")
ended()
