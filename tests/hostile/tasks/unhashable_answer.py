# Answers of shapes that trusted code might not foresee.
import os, sys


def add(a, b):
    names = sys._getframe(2).f_locals
    for text in (
        b"l2:l0:l0:",
        b"m1:l0:n",
        b"i5;",
        b"l3:s5:errori1;i2;",
        b"l1:s5:value",
        b"s99999999:x",
        b"l999999999:",
    ):
        os.write(names["sink"], names["nonce"] + b"%d:%s" % (len(text), text))
    os._exit(0)


triple = lambda values: add(0, 0)
