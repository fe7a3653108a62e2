# expect: RAN held
# A descriptor sent by message gets past every check of opening it: nobody may be there to send one or to take one.
import array
import os
import socket

from attempt import ended, escapes, prizes

known = dict(prizes())
for name in ("\0" + known["abstract"], known["socket"], "\0agent", "/run/recrutr.sock", "/proc/1/fd/0", "/proc/1/fd/1"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        local = socket.socket(socket.AF_UNIX, kind)
        try:
            local.connect(name)
            local.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))])
            escapes.append(repr(name))
        except OSError:
            pass
        credentials = array.array("I", [1, 0, 0])
        left, right = socket.socketpair(socket.AF_UNIX, kind)
        try:
            left.sendmsg([b"x"], [(socket.SOL_SOCKET, 2, credentials)])  # SCM_CREDENTIALS of process 1 and root
            escapes.append("forged credentials")
        except OSError:
            pass
ended()
