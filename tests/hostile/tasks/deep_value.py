# A value nested so deeply that whoever reads it might break.
import os, sys


def add(a, b):
    names = sys._getframe(2).f_locals
    text = b"l3:s5:value" + b"l1:" * 100000 + b"n" * 2
    os.write(names["sink"], names["nonce"] + b"%d:%s" % (len(text), text))
    os._exit(0)


triple = lambda values: add(0, 0)
