"""Runs one test of a compiled test program (Go, Rust) and reports how it ended. Arguments: `go` or `rust`, the test.

The program is a process of its own. Apart, descriptors 3 and 4 are its talk with the candidate's box; what it prints is
read here, and it cannot write the report. Together it shares its process with the candidate's code, which can make it
print whatever it likes; the report says so to people.
"""

import json
import os
import re
import subprocess
import sys

import report

LIBTEST = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;", re.MULTILINE)


def command(kind, test):
    """How the framework is asked for this one test and no other."""
    if kind == "rust":
        return ["./program", "--exact", test, "--test-threads=1"]
    wanted = "/".join(f"^{re.escape(part)}$" for part in test.split("/"))
    return ["go", "tool", "test2json", "./program", "-test.v", f"-test.run={wanted}", "-test.count=1"]


def go_outcome(said, test):
    """From the events of `go test -json`."""
    for line in said.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and event.get("Test") == test and event.get("Action") in ENDS:
            return ENDS[event["Action"]]
    return None


ENDS = {"pass": "passed", "fail": "failed", "skip": "skipped"}


def go_words(said):
    """What the test printed."""
    found = []
    for line in said.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and event.get("Action") == "output":
            found.append(str(event.get("Output")))
    return "".join(found)


def rust_outcome(said):
    """From the last line of libtest, which is also what `cargo test` prints."""
    counts = LIBTEST.findall(said)
    if not counts:
        return None
    passed, failed, ignored = map(int, counts[-1])
    if failed:
        return "failed"
    return "passed" if passed == 1 and not ignored else "skipped"


def main():
    """One test."""
    kind, test = sys.argv[1:]
    apart = os.path.exists(report.NONCE_FILE)
    if apart:
        os.dup2(0, 3)  # before anything else is opened under these numbers
        os.dup2(1, 4)
    told = report.Report()
    keys = {} if apart else {"RECRUTR_NONCE": told.nonce.decode()}
    done = subprocess.run(  # noqa: S603 - the author's program, in a box
        command(kind, test),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env={**os.environ, "GOMAXPROCS": "1", **keys},
        pass_fds=(3, 4) if apart else (),
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    outcome = go_outcome(said, test) if kind == "go" else rust_outcome(said)
    words = go_words(said) if kind == "go" else said
    if outcome is not None and done.returncode != 3:
        told.send("ended", test, outcome, words[-4000:] if outcome == "failed" else "")
    else:
        os.write(2, words[-4000:].encode())


main()
