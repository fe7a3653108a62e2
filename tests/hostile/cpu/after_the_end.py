# expect: TLE cpu
# Has said everything and is on its way out, but does not arrive.
import atexit


@atexit.register
def burn():
    while True:
        pass


print("held", flush=True)
