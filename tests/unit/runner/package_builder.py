"""A small, whole, good package as files, to be broken one place at a time."""

from __future__ import annotations

GOOD: dict[str, bytes] = {
    "problem.yaml": b"problem_format_version: 2025-09\nname: Sum\nuuid: 1\nlimits:\n  time_limit: 1\n",
    "statement/problem.en.md": b"Add **two** numbers.\n",
    "data/sample/1.in": b"1 2\n",
    "data/sample/1.ans": b"3\n",
    "data/secret/a.in": b"4 5\n",
    "data/secret/a.ans": b"9\n",
    "data/secret/b.in": b"0 0\n",
    "data/secret/b.ans": b"0\n",
    "input_validators/check.py": b"import sys\nsys.exit(42)\n",
    "submissions/accepted/sum.py": b"print(sum(map(int, input().split())))\n",
}
GOOD["problem.yaml"] = GOOD["problem.yaml"].replace(b"uuid: 1", b"uuid: '1'")

SCORING: dict[str, bytes] = {
    **{path: data for path, data in GOOD.items() if not path.startswith("data/secret/")},
    "problem.yaml": GOOD["problem.yaml"] + b"type: scoring\n",
    "data/secret/test_group.yaml": b"max_score: 100\n",
    "data/secret/g1/test_group.yaml": b"max_score: 40\n",
    "data/secret/g1/a.in": b"4 5\n",
    "data/secret/g1/a.ans": b"9\n",
    "data/secret/g1/b.in": b"4 6\n",
    "data/secret/g1/b.ans": b"10\n",
    "data/secret/g2/test_group.yaml": b"max_score: 60\nscore_aggregation: sum\n",
    "data/secret/g2/a.in": b"0 0\n",
    "data/secret/g2/a.ans": b"0\n",
    "data/secret/g2/b.in": b"0 1\n",
    "data/secret/g2/b.ans": b"1\n",
    "data/secret/g2/c.in": b"0 2\n",
    "data/secret/g2/c.ans": b"2\n",
}

LEGACY: dict[str, bytes] = {
    "problem.yaml": b"name: Sum\ntype: scoring\nlimits:\n  time_limit: 1\n",
    "problem_statement/problem.en.tex": b"\\problemname{Sum}\nAdd.\n",
    "data/testdata.yaml": b"grader_flags: ignore_sample always_accept\nrange: 0 100\n",
    "data/sample/1.in": b"1 2\n",
    "data/sample/1.ans": b"3\n",
    "data/secret/testdata.yaml": b"on_reject: continue\n",
    "data/secret/g1/testdata.yaml": b"grader_flags: min\naccept_score: 40\non_reject: break\n",
    "data/secret/g1/a.in": b"4 5\n",
    "data/secret/g1/a.ans": b"9\n",
    "data/secret/g1/b.in": b"4 6\n",
    "data/secret/g1/b.ans": b"10\n",
    "data/secret/g2/testdata.yaml": b"accept_score: 20\n",
    "data/secret/g2/a.in": b"0 0\n",
    "data/secret/g2/a.ans": b"0\n",
    "data/secret/g2/b.in": b"0 1\n",
    "data/secret/g2/b.ans": b"1\n",
    "data/secret/g2/c.in": b"0 2\n",
    "data/secret/g2/c.ans": b"2\n",
    "submissions/accepted/sum.py": GOOD["submissions/accepted/sum.py"],
}


def changed(files: dict[str, bytes], **changes: bytes | None) -> dict[str, bytes]:
    """The files with some replaced or (None) taken away; `__` stands for `/` and `_DOT_` for `.` in names."""
    result = dict(files)
    for name, data in changes.items():
        path = name.replace("__", "/").replace("_DOT_", ".")
        if data is None:
            del result[path]
        else:
            result[path] = data
    return result
