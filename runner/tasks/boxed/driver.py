"""The driver of candidates' Python code: a process of its own inside a box, answers calls with values.

It takes a nonce and then calls from standard input, runs the candidate's code and sends what came back. What the
candidate prints goes to standard error. It keeps no secret and decides nothing: whoever takes it over can do no more
than send values, which are compared outside with values that were never here. Standard library only.
"""

import inspect
import os
import sys

import recrutr_values as values

WORK = os.getcwd()


def channel():
    """Standard input and output for us alone; the candidate's code finds an empty input, and prints to stderr."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return source, sink


def send(sink, nonce, answer):
    """One answer, whole."""
    data = memoryview(values.frame(values.encode(answer), nonce))
    while data:
        data = data[os.write(sink, data) :]


def find(module, name, handle, objects):
    """What a call means: a function, a class to make an object of, or a method of an object made before."""
    owner, _, last = name.rpartition(".")
    if handle >= 0:
        return getattr(objects[handle], last)
    return getattr(module, owner if last == "new" else name)


def answer(module, objects, call):
    """Run one call; the answer is plain."""
    name, handle, arguments, back = call
    try:
        result = find(module, name, handle, objects)(*arguments)
        if inspect.iscoroutine(result):
            import asyncio

            result = asyncio.run(result)
        if name.endswith(".new"):
            objects.append(result)
            return ["object", len(objects) - 1]
        if inspect.isgenerator(result) or isinstance(result, (range, map, filter, zip)):
            result = list(result)
        shown = ["value", result, arguments if back else None]
        values.encode(shown)
        return shown
    except values.WireFault as error:
        return ["refused", str(error)]
    except BaseException as error:
        names = [kind.__name__ for kind in type(error).__mro__ if kind is not object]
        return ["error", names, str(error)[:2000]]


def main():
    """Until the calls end; then the process ends at once, whatever the candidate's code has planned for the end."""
    source, sink = channel()
    nonce = source.read(values.NONCE_CHARACTERS)
    sys.path[0] = WORK
    del sys.argv[2:]
    failure = module = None
    try:
        module = __import__(sys.argv[1])
    except BaseException as error:
        names = [kind.__name__ for kind in type(error).__mro__ if kind is not object]
        failure = ["error", names, f"{sys.argv[1]}.py cannot be imported: {error}"[:2000]]
    objects = []
    while (payload := values.read_frame(source)) is not None:
        send(sink, nonce, failure or answer(module, objects, values.decode(payload)))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


main()
