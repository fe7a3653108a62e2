# expect: RTE
# Says all the right things and leaves without ending.
import os

print("AC\n42\naccepted", flush=True)
os._exit(42)
