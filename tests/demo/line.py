"""The main job as one line of steps on real processes; the demo tells it, the end-to-end test asserts it.

Guarantees: everything a run makes lies under one folder; what is started here is ended here. Facts are collected in
`Story`; nothing in here judges them.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.demo import deciding, solutions
from tests.demo.employer import Employer, Played, browser
from tests.demo.processes import CHECKOUT, Backend, Broken, Cable, Candidate
from tests.media.display import VirtualDisplay
from tests.media.microphone import FakeMicrophone
from tests.media.webcam import make_webcam_video

STEP_TIMEOUT_S = 300.0
SCRUB_S = 60.0
RECRUITER, REVIEWER, OFFICER = "recruiter", "reviewer", "data-protection officer"
RECIPIENT = "Hiring manager"
NO_KEYRING = "keyring.backends.fail.Keyring"
"""The demo leaves the person's own keyring alone: the app then wraps its key with the invitation code."""
Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Plan:
    """How a run goes. `cut_s` is how long the network is away."""

    folder: Path
    port: int = 0
    images: Path | None = None
    cut_s: float = 60.0
    key_ms: int = 12
    theme: str = "light"


@dataclass
class Story:
    """What came of a run."""

    first: list[dict[str, Any]] = field(default_factory=list)
    second: list[dict[str, Any]] = field(default_factory=list)
    leaving: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    open_files: dict[str, list[str]] = field(default_factory=dict)
    candidate_page: str = ""
    candidate_words: str = ""
    refused_sign_in: str = ""
    report: str = ""
    played: Played = field(default_factory=Played)
    complaints: list[str] = field(default_factory=list)
    decided: str = ""
    share: str = ""
    shared: tuple[int, str] = (0, "")
    share_after_revoke: tuple[int, str] = (0, "")
    audit: str = ""
    erased_page: str = ""
    erased_candidate_page: tuple[int, str] = (0, "")
    found_before: list[str] = field(default_factory=list)
    found_after: list[str] = field(default_factory=list)
    files_left: list[str] = field(default_factory=list)


class OtherWindow:
    """Another program on the same display, from which the candidate copies a line."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None

    def come(self) -> None:
        """Open it in front; returns when it has the line on the clipboard, and two seconds have passed."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.demo.other_window"],
            cwd=CHECKOUT,
            env={**os.environ, **self._environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self._process.stdout is None or not self._process.stdout.readline():
            raise Broken("the other window did not open")
        time.sleep(2.0)

    def go(self) -> None:
        """Close it."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@dataclass
class Stage:
    """The running parts."""

    plan: Plan
    say: Say
    backend: Backend
    cable: Cable
    microphone: FakeMicrophone
    camera: Path
    environment: dict[str, str]
    other: OtherWindow
    story: Story = field(default_factory=Story)

    def login(self, role: str) -> tuple[str, str]:
        """E-mail address and password of a member with this role."""
        for login in self.backend.demo["logins"]:
            if role in login["roles"]:
                return login["email"], login["password"]
        raise Broken(f"the demo has no {role}")

    @property
    def receipt(self) -> Path:
        """Where the first candidate saves the receipt."""
        return self.plan.folder / "Documents" / "submission-receipt.json"

    def app_folder(self, name: str) -> Path:
        """The data folder of one candidate's app."""
        return self.plan.folder / f"app-{name}"

    def start_app(self, script: str, name: str, code: str, *more: str) -> Candidate:
        """Start the app as a process with a scripted candidate."""
        arguments = [script, "--server", self.cable.address, "--data", str(self.app_folder(name)), "--code", code]
        arguments += ["--camera", str(self.camera), "--key-ms", str(self.plan.key_ms), "--theme", self.plan.theme]
        if self.plan.images is not None:
            arguments += ["--images", str(self.plan.images)]
        return Candidate([*arguments, *more], self.environment, self.plan.folder / f"app-{name}.log")


@contextmanager
def stage(plan: Plan, say: Say) -> Iterator[Stage]:
    """Bring up display, sound, camera, backend and the cable between; take all down at the end."""
    (plan.folder / "Documents").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        # On a real display server, whatever the caller's tests use: the clipboard has to cross between processes.
        environment = {"QT_QPA_PLATFORM": "xcb", "PYTHON_KEYRING_BACKEND": NO_KEYRING}
        if not os.environ.get("DISPLAY"):
            display = stack.enter_context(VirtualDisplay(1366, 768, everywhere=False))
            environment.update(display.environment)
            say("1", f"a virtual display {display.name}, because this machine shows none")
        microphone = stack.enter_context(FakeMicrophone(everywhere=False))
        environment.update(microphone.environment)
        camera = plan.folder / "camera.avi"
        if not camera.exists():
            make_webcam_video(camera, 20.0)
        say("1", "a camera (video file) and a microphone that hears spoken words")
        backend = stack.enter_context(Backend(plan.folder / "backend", plan.port))
        cable = stack.enter_context(Cable(backend.port))
        say("1", f"backend on its embedded default: {backend.address}, seeded")
        other = OtherWindow(environment)
        stack.callback(other.go)
        yield Stage(plan, say, backend, cable, microphone, camera, environment, other)


def work(stage: Stage) -> None:
    """Steps 2 to 7: the first candidate works, with a lost focus and a lost network, and finishes."""
    say, story = stage.say, stage.story
    candidate = stage.start_app("work", "first", stage.backend.demo["code"], "--receipt", str(stage.receipt))
    words = {
        "joined": ("2", "the app joined with the code, after one that was wrong"),
        "noticed": ("2", "notice read and acknowledged"),
        "checked": ("2", "check: every line known"),
        "started": ("2", "the attempt started; recording and the journal run"),
        "typed with mistakes": ("3", "typed a first try, with mistakes, by real keys"),
        "corrected": ("3", "corrected it"),
        "pasted": ("3", "copied a line in another window, pasted it here"),
        "ran samples and own input": ("4", "samples and own input ran in the local container"),
        "typed without network": ("6", "went on typing without network; everything is saved here"),
        "network back": ("6", "the app found the network again"),
        "finished": ("2", "finished"),
        "drained": ("6", "everything has arrived; the server countersigned the receipt"),
        "receipt saved": ("2", "the receipt is saved"),
        "closed": ("2", "the app is closed; every thread stopped"),
    }
    with _speaking(stage):
        for told in _steps(candidate):
            story.first.append(told)
            step = str(told["step"])
            if step in words:
                say(*words[step])
            if step == "drained":
                story.candidate_page = told["page"]
            if step in {"joined", "checked"}:
                story.open_files[step] = candidate.open_files()
            if step == "submitted":
                story.sources[told["problem"]] = told["source"]
                say("7", f"problem {told['problem']} handed in")
            elif step == "judged":
                say("7", f"problem {told['problem']} judged by the server in fresh boxes")
            _react(stage, candidate, told)
    status = candidate.end()
    if status != 0:
        raise Broken(f"the app ended with status {status}:\n{candidate.last_words}")


def look(stage: Stage) -> None:
    """Step 8: the employer signs in, reads the report, plays the recordings, shares and revokes."""
    say, story, plan = stage.say, stage.story, stage.plan
    name = stage.backend.demo["candidate_name"]
    email, password = stage.login(RECRUITER)
    with browser() as chromium:
        employer = Employer(chromium, stage.backend.address, plan.images)
        story.refused_sign_in = employer.refused(email, "wrong" + password)
        employer.sign_in(email, password)
        say("8", "signed in at the portal (a wrong password was refused in words)")
        employer.wait_for_report(name)
        story.report = employer.open_report(name)
        say("8", "the report is open: verdicts per problem and group, final code")
        story.played = employer.play()
        moving = [stream for stream, how in story.played.streams.items() if how.get("moved_s", 0) > 0]
        say("8", f"the replay plays; {', '.join(moving) or 'nothing'} in step with it")
        deciding.name_reviewer(employer)
        deciding.review(chromium, employer, stage.login(REVIEWER))
        story.decided = deciding.decide(employer)
        say("8", "a reviewer scored and handed in; a person decided, with a reason; feedback released")
        story.share = employer.share(RECIPIENT)
        guest = Employer(chromium, stage.backend.address, plan.images)
        story.shared = guest.visit(story.share, "portal-share")
        story.candidate_words = guest.visit(story.candidate_page, "portal-candidate")[1]
        employer.revoke(RECIPIENT)
        story.share_after_revoke = guest.visit(story.share, "portal-share-ended")
        say("8", "shared by a link, opened it as a guest, withdrew it: it no longer opens")
        story.audit = employer.audit()
        story.complaints = employer.complaints + guest.complaints
        guest.close()
        employer.close()
        say("8", "every look is in the list of who looked")


def leave(stage: Stage) -> None:
    """Step 9: a second candidate works a little, asks for deletion; the officer approves; the device wipes itself."""
    say, story = stage.say, stage.story
    story.leaving = invite(stage)
    candidate = stage.start_app("leave", "second", story.leaving["code"])
    for told in _steps(candidate):
        story.second.append(told)
        step = str(told["step"])
        if step == "submitted":
            story.sources["leaving"] = told["source"]
            say("9", "a second candidate worked and handed in")
        elif step == "drained":
            story.leaving["page"] = told["page"]
            story.found_before = scan(stage)
        elif step == "deletion asked":
            say("9", "asked for deletion from the app")
            _approve(stage)
        elif step == "erased":
            say("9", "the device wiped its store and shows the signed erasure receipt")
    status = candidate.end()
    if status != 0:
        raise Broken(f"the app ended with status {status}:\n{candidate.last_words}")
    with browser() as chromium:
        guest = Employer(chromium, stage.backend.address, stage.plan.images)
        story.erased_candidate_page = guest.visit(story.leaving["page"], "portal-candidate-erased")
        guest.close()
    story.found_after = _scan_when_scrubbed(stage)
    story.files_left = [str(path.name) for path in (stage.app_folder("second") / "attempts").rglob("*")]
    say("9", f"a scan of database, keys and objects finds {len(story.found_after)} traces (before: "
             f"{len(story.found_before)})")  # fmt: skip


def invite(stage: Stage, *flags: str) -> dict[str, str]:
    """Invite one more candidate."""
    argv = [sys.executable, "-m", "tests.demo.second_invitation", str(stage.backend.data), *flags]
    answer = subprocess.run(argv, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=True)
    invited: dict[str, str] = json.loads(answer.stdout.strip().splitlines()[-1])
    return invited


def scan(stage: Stage) -> list[str]:
    """Search every file of the backend for what tells of the second candidate; `file: mark` for each hit.

    Opaque ids stay by design: in the audit list, and beside the fingerprint of the destroyed key.
    """
    leaving = stage.story.leaving
    marks = [leaving["name"], leaving["email"], leaving["email"].partition("@")[0], leaving["code"]]
    marks.append(solutions.LEAVING_MARK)
    found = []
    for path in sorted(path for path in stage.backend.data.rglob("*") if path.is_file()):
        data = path.read_bytes()
        found += [
            f"{path.name}: {mark}"
            for mark in marks
            if any(mark.encode(coding) in data for coding in ("utf-8", "utf-16-le"))
        ]
    return found


def _scan_when_scrubbed(stage: Stage) -> list[str]:
    """Scan until nothing is found or the time is over: a job of its own rewrites the database file soon after."""
    until = time.monotonic() + SCRUB_S
    while (found := scan(stage)) and time.monotonic() < until:
        time.sleep(1.0)
    return found


def _steps(candidate: Candidate) -> Iterator[dict[str, Any]]:
    try:
        while (told := candidate.next(STEP_TIMEOUT_S)) is not None:
            if told["step"] == "stuck":
                raise Broken(f"the candidate is stuck: {told['why']}\n{candidate.last_words}")
            yield told
    finally:
        if candidate.running:
            with contextlib.suppress(Broken):
                candidate.end()


def _react(stage: Stage, candidate: Candidate, told: dict[str, Any]) -> None:
    if told["step"] == "focus":
        stage.other.come()
        candidate.answer("focus back")
    elif told["step"] == "pasted":
        stage.other.go()
    elif told["step"] == "network":
        stage.cable.pull()
        stage.say("6", f"the network is cut for {stage.plan.cut_s:.0f} s")
        candidate.answer("network gone")
        stage.story.first.append({"step": "cut", "at_mono": time.monotonic()})
    elif told["step"] == "submitted" and told["problem"] == "B":
        cut = next(fact["at_mono"] for fact in stage.story.first if fact["step"] == "cut")
        time.sleep(max(0.0, stage.plan.cut_s - (time.monotonic() - cut)))
        stage.cable.plug()
        candidate.answer("network back")


def _approve(stage: Stage) -> None:
    email, password = stage.login(OFFICER)
    with browser() as chromium:
        officer = Employer(chromium, stage.backend.address, stage.plan.images)
        officer.sign_in(email, password, picture=False)
        stage.story.erased_page = officer.approve_deletion(stage.story.leaving["name"])
        officer.close()
    stage.say("9", "the data-protection officer saw that nothing holds it and approved")


@contextmanager
def _speaking(stage: Stage) -> Iterator[None]:
    stage.microphone.say((solutions.SPOKEN + " ") * 8)
    try:
        yield
    finally:
        stage.microphone.hush()
