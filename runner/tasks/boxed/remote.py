"""For pytest tests that run apart: calls across to the candidate's code, which runs in a box of its own.

Standard input and output belong to this talk. What comes back are plain values or an error by its names; no object of
the candidate's ever is in this process. `recrutr/interface` says which functions and classes there are.
"""

import builtins
import os
import sys

import recrutr_values as values

NONCE = os.urandom(values.NONCE_CHARACTERS // 2).hex().encode()
ENDS_LOOPS = (StopIteration, StopAsyncIteration)
"""Raised inside `all(map(…))` these would end the test's own loop early, as if all had been well."""


class CandidateError(Exception):
    """An error that the candidate's code reported and Python has no name for; `names` from its own language."""

    def __init__(self, names, message):
        super().__init__(message)
        self.names = names


def end(why):
    """The candidate's program has ended or sent what is no answer: no test may take that for the error it waits for."""
    os.write(2, f"The candidate's program {why}\n".encode())
    os._exit(3)


class Remote:
    """The talk with the candidate's box."""

    def __init__(self):
        self.source, self.sink = os.fdopen(os.dup(0), "rb"), os.dup(1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        os.write(self.sink, NONCE)

    def ask(self, name, handle, arguments):
        """One call and its answer: a value, or the candidate's error raised here."""
        data = memoryview(values.frame(values.encode([name, handle, list(arguments), False])))
        try:
            while data:
                data = data[os.write(self.sink, data) :]
            payload = values.read_frame(self.source, NONCE)
            kind, *rest = values.decode(payload) if payload is not None else ("ended",)
            error = error_of(*rest) if kind == "error" else None
        except Exception as fault:
            end(f"sent no answer: {fault}")
        if error is not None:
            raise error
        if kind not in ("value", "object") or not rest:
            end(f"gave no value: {kind} {rest}")
        return rest[0]


def error_of(names, message):
    """The exception to raise for an error of the candidate's."""
    for name in names:
        if name == "Exception":
            break
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, (*ENDS_LOOPS, Warning)):
            try:
                return kind(message)
            except TypeError:  # UnicodeDecodeError and the like are not made of a message
                continue
    return CandidateError(names, message)


def function(remote, name, count):
    """A function that calls across."""

    def across(*arguments):
        if len(arguments) != count:
            raise TypeError(f"{name} takes {count} arguments")
        return remote.ask(name, -1, arguments)

    return across


def make_class(remote, owner, members):
    """A class whose objects live in the candidate's box."""

    def make(self, *arguments):
        self._handle = remote.ask(f"{owner}.new", -1, arguments)

    def method(name):
        return lambda self, *arguments: remote.ask(f"{owner}.{name}", self._handle, arguments)

    return type(owner, (), {"__init__": make, **{shown: method(name) for shown, name in members}})


def install(remote, module_name, described):
    """Make `import module_name` give functions and classes that call across."""
    module = type(sys)(module_name)
    functions, classes = values.decode(described)
    for shown, name, count in functions:
        setattr(module, shown, function(remote, name, count))
    for owner, members in classes:
        setattr(module, owner, make_class(remote, owner, members))
    module.CandidateError = CandidateError
    sys.modules[module_name] = module
