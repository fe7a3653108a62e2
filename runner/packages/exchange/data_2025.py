"""Test data with legacy's groups into the groups of 2025-09.

A group of legacy whose tests count together (`min`) becomes one with pass-fail aggregation, one whose tests count each
(`sum`, `avg`) one with sum. What legacy's graders can do beyond that is told as a loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from runner.packages.exchange.work import Work, most_common, whole
from runner.packages.model import Aggregation, ProblemPackage, TestCase, TestGroup, VerdictMode

_InputArgs = tuple[str, ...] | tuple[tuple[str, tuple[str, ...]], ...]
_WHOLE = 1e-9


def convert_data(package: ProblemPackage, work: Work) -> None:
    """Rewrite the settings below `data/`."""
    for path in [path for path in work.files if path.startswith("data/") and path.endswith("/testdata.yaml")]:
        del work.files[path]
    sample, secret = package.sample, package.secret
    _write_group(work, sample, {}, sample.all_cases())
    if not package.scoring:
        _tell_of_verdicts(work, package, (package.root, *_groups(package.root)))
        _write_group(work, secret, {}, secret.all_cases())
    else:
        _write_scores(package, work)
    for case in package.root.all_cases():
        for suffix in (".hint", ".desc"):
            work.drop(f"data/{case.name}{suffix}")


def _write_scores(package: ProblemPackage, work: Work) -> None:
    root, sample, secret = package.root, package.sample, package.secret
    if not root.ignore_sample and any(case for case in sample.all_cases()) and sample.accept_score:
        work.lose("samples count for the score; in 2025-09 they never do", ["data/sample"])
    if package.root.stop_on_reject:
        work.lose("a rejected sample ends judging; in 2025-09 the secret tests are still scored", ["data"])
    _tell_of_scoring(work, package)
    if not secret.groups:
        settings, _ = _settings(package, work, secret, top=True)
        _write_group(work, secret, settings, secret.all_cases())
        return
    if secret.cases:
        work.lose("tests beside groups become a group of their own", ["data/secret"])
        _move_loose(work, secret)
    members = [*secret.groups, *([TestGroup("secret/loose", secret.cases)] if secret.cases else [])]
    total: float | None = 0.0
    for group in members:
        settings, most = _settings(package, work, group, top=False)
        total = None if most is None or total is None else total + most
        _write_group(work, group, settings, group.all_cases())
        if group.groups:
            work.lose(
                "groups inside groups are not known in 2025-09; their tests count one by one", [f"data/{group.name}"]
            )
    top: dict[str, Any] = {"max_score": "unbounded" if total is None else whole(total)}
    if secret.aggregation is Aggregation.MIN:
        top = {"max_score": secret.max_score or "unbounded", "score_aggregation": "min"}
    elif secret.aggregation is not Aggregation.SUM:
        work.lose(f"the score mode {secret.aggregation.value} does not exist; the sum counts", ["data/secret"])
    work.write_yaml("data/secret/test_group.yaml", top)


def _move_loose(work: Work, secret: TestGroup) -> None:
    for case in secret.cases:
        old = f"data/{case.name}."
        for path in [path for path in work.files if path.startswith(old)]:
            work.files[path.replace("data/secret/", "data/secret/loose/", 1)] = work.files.pop(path)


def _settings(
    package: ProblemPackage, work: Work, group: TestGroup, *, top: bool
) -> tuple[dict[str, Any], float | None]:
    """Settings of one group, and the most it can score (None: unbounded)."""
    where = [f"data/{group.name}"]
    count = sum(1 for _ in group.all_cases())
    if package.output_validators and package.validator_scores:
        work.lose("2025-09 demands score.txt for each accepted test of a group without a maximum", where)
        kind = "min" if group.aggregation is Aggregation.MIN else "sum"
        return {"max_score": "unbounded", "score_aggregation": kind}, None
    if group.reject_score:
        work.lose(f"rejected tests score {group.reject_score:g}; in 2025-09 they score nothing", where)
    if group.aggregation is Aggregation.MIN:
        most = _rounded(work, group.accept_score, where)
        settings: dict[str, Any] = {"max_score": whole(most)}
        return ({**settings, "score_aggregation": "pass-fail"} if top else settings), most
    if group.aggregation is Aggregation.MAX:
        work.lose("the score mode max does not exist; the sum counts", where)
    if group.stop_on_reject and group.aggregation is not Aggregation.AVERAGE:
        work.lose("tests after the first rejected one do not count; in 2025-09 they do", where)
    each = 1 if group.aggregation is Aggregation.AVERAGE else count
    most = _rounded(work, group.accept_score * each, where)
    return {"max_score": whole(most), "score_aggregation": "sum"}, most


def _rounded(work: Work, score: float, where: Iterable[str]) -> float:
    if score < 0 or abs(score - round(score)) > _WHOLE:
        work.lose(f"a maximum score of {score:g} must be a whole number that is not negative and is rounded", where)
    return float(max(0, round(score)))


def _write_group(work: Work, group: TestGroup, settings: Mapping[str, Any], cases: Iterable[TestCase]) -> None:
    """The group's file with what most of its tests share, and a file for each test that differs."""
    listed = list(cases)
    flags = most_common((case.validator_args for case in listed), ())
    inputs = most_common((_input_args(case) for case in listed), ())
    values = {**settings, **_flag_keys(flags, ()), **_input_keys(inputs, ())}
    work.write_yaml(f"data/{group.name}/test_group.yaml", values)
    for case in listed:
        own = {**_flag_keys(case.validator_args, flags), **_input_keys(_input_args(case), inputs)}
        own |= {key: text for key, text in (("hint", case.hint), ("description", case.description)) if text}
        name = case.name
        if group.name == "secret/loose":
            name = name.replace("secret/", "secret/loose/", 1)
        work.write_yaml(f"data/{name}.yaml", own)


def _flag_keys(flags: tuple[str, ...], usual: tuple[str, ...]) -> dict[str, Any]:
    return {"output_validator_args": list(flags)} if flags != usual else {}


def _input_args(case: TestCase) -> _InputArgs:
    if case.named_input_args is None:
        return case.input_validator_args
    return tuple((name, flags) for name, flags in case.named_input_args.items())


def _input_keys(args: _InputArgs, usual: _InputArgs) -> dict[str, Any]:
    if args == usual:
        return {}
    named = bool(args) and all(isinstance(one, tuple) for one in args)
    value = {one[0]: list(one[1]) for one in args} if named else list(args)
    return {"input_validator_args": value}


def _groups(group: TestGroup) -> Iterable[TestGroup]:
    for one in group.groups:
        yield one
        yield from _groups(one)


def _tell_of_verdicts(work: Work, package: ProblemPackage, groups: Iterable[TestGroup]) -> None:
    for group in groups:
        forgiving = group.any_accepted or group.verdict_mode is VerdictMode.ALWAYS_ACCEPT
        if forgiving and any(group.all_cases()):
            work.lose(
                "accepts although tests are rejected; in 2025-09 each test must be accepted", [f"data/{group.name}"]
            )
    if package.root.ignore_sample:
        work.lose("samples do not count; in 2025-09 they do", ["data"])


def _tell_of_scoring(work: Work, package: ProblemPackage) -> None:
    root, secret = package.root, package.secret
    graded = [f"data/{group.name}" for group in (root, *_groups(root)) if group.custom_grader]
    if graded:
        work.lose("the package's own grader has no equivalent; scores are added up", graded)
    if not package.maximise:
        work.lose("the objective is to minimise the score; in 2025-09 more is always better", ["problem.yaml"])
    for group in (root, secret):
        lenient = group.verdict_mode is VerdictMode.ALWAYS_ACCEPT
        # Where every group counts as a whole, one that is accepted and one that scores are the same.
        whole_groups = all(one.aggregation is Aggregation.MIN for one in secret.groups) and bool(secret.groups)
        if not lenient and not (group.any_accepted and whole_groups) and not (group is root and root.ignore_sample):
            work.lose(
                "a submission that is not accepted scores nothing; in 2025-09 it scores what it passed",
                [f"data/{group.name}" if group is secret else "data"],
            )
