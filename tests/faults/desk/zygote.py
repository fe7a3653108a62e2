"""A process that has loaded the app's modules but made nothing of Qt: each fork of it is a fresh app in little time.

Started with a socket on which each message is one plan and the pipe for its reports; answers with the process number.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from app.__main__ import load_app
from tests.faults.desk.app_process import Plan, run


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial; the test holds a handle on each
    line = socket.socket(fileno=int(sys.argv[1]))
    load_app()
    line.send(b"ready")
    while True:
        words, pipes, _, _ = socket.recv_fds(line, 65536, 1)
        if not words:
            return
        child = os.fork()
        if child == 0:
            line.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(run(Plan.parse(words.decode()), pipes[0]))
        os.close(pipes[0])
        line.send(str(child).encode())


if __name__ == "__main__":
    main()
