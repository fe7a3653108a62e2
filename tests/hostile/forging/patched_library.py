# expect: RAN|RTE
# Makes everything in its own process equal to everything and every end a good one; nobody outside may believe it.
import atexit
import builtins
import os
import sys


class Right:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __str__(self):
        return "AC"


builtins.exit = sys.exit = lambda *_: os._exit(0)
sys.excepthook = lambda *_: os._exit(0)
atexit.register(os._exit, 0)
builtins.Exception = Right
print(Right())
raise KeyError("a failure that ends with exit code 0")
