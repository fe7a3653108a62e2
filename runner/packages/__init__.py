"""Problem packages of the Kattis/ICPC problem package format (`2025-09` and `legacy`), read into frozen values.

`load_folder` and `load_zip` are the two ways in; both refuse a bad package with InvalidInput that names the file, the
field and what is wrong. Nothing of a package is ever written to disk or executed here.
"""

from runner.packages.model import (
    Aggregation,
    ExampleSubmission,
    Expectation,
    FormatVersion,
    ProblemLimits,
    ProblemPackage,
    Program,
    TestCase,
    TestGroup,
)
from runner.packages.reader import load_folder, load_zip, read_package
from runner.packages.sources import files_of_folder, files_of_zip, zip_of_files

__all__ = [
    "Aggregation",
    "ExampleSubmission",
    "Expectation",
    "FormatVersion",
    "ProblemLimits",
    "ProblemPackage",
    "Program",
    "TestCase",
    "TestGroup",
    "files_of_folder",
    "files_of_zip",
    "load_folder",
    "load_zip",
    "read_package",
    "zip_of_files",
]
