# Never stops writing into the channel.
import os


def add(a, b):
    while True:
        for fd in (3, 4, 5):
            try:
                os.write(fd, b"x" * 65536)
            except OSError:
                pass
        os.write(1, b"x" * 65536)


triple = lambda values: add(0, 0)
