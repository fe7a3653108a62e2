"""What a pytest test tells the trusted side: how it ended, and values for `expect`, as frames with the run's nonce.

Where the candidate's code shares this process it can write whatever it likes here; the report says so to people.
"""

import os
import sys

import recrutr_values as values

FILE = "recrutr/report"
NONCE_FILE = "recrutr/nonce"


def nonce():
    """From the file that only a box without the candidate's code has, else from standard input."""
    if os.path.exists(NONCE_FILE):
        return open(NONCE_FILE, "rb").read()
    found = os.read(0, values.NONCE_CHARACTERS)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return found


class Report:
    """The frames of one run."""

    def __init__(self):
        self.nonce, self.file = nonce(), os.open(FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def send(self, *parts):
        """One frame."""
        data = memoryview(values.frame(values.encode(list(parts)), self.nonce))
        while data:
            data = data[os.write(self.file, data) :]

    def expect(self, name, value):
        """Ship a value out; it is compared where the candidate's code cannot reach."""
        self.send("expect", name, value)

    def install(self):
        """Make `from recrutr_expect import expect` work."""
        module = type(sys)("recrutr_expect")
        module.expect = self.expect
        sys.modules["recrutr_expect"] = module
