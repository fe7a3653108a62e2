# Waits for ever.
import time


def add(a, b):
    time.sleep(1000)


triple = lambda values: add(0, 0)
