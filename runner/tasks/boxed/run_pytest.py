"""Runs one pytest test and reports how it ended. Arguments: `apart` or `together`, the candidate's module, the test."""

import os
import sys

placement, module, test = sys.argv[1:]
del sys.argv[1:]
sys.path.insert(1, os.getcwd())
if placement == "apart":
    import remote

    talk = remote.Remote()

import report

told = report.Report()
told.install()

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
import pytest

if placement == "apart":
    remote.install(talk, module, open("recrutr/interface", "rb").read())


class Listener:
    """Hears from pytest how the test ended."""

    def pytest_runtest_logreport(self, report):
        """A phase of the test has ended."""
        if report.when == "call" or not report.passed:
            told.send("ended", report.nodeid, report.outcome, str(report.longrepr or "")[-4000:])


pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir=.", test], plugins=[Listener()])
sys.stdout.flush()
os._exit(0)
