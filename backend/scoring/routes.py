"""Calls of the candidate's API on submissions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import Reading, Tx, WorkRoute
from backend.scoring import service
from protocol.identifiers import Identifier
from protocol.wire import SubmissionRequest, Submissions, SubmissionStatus

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["submissions"], responses=REFUSALS, route_class=WorkRoute)


@router.put("/submissions/{submission}")
def submit(
    submission: Annotated[Identifier, Path()], body: SubmissionRequest, device: SignedInDevice, tx: Tx
) -> SubmissionStatus:
    """Hand in source for one problem."""
    return service.submit(tx, device, submission, body)


@router.get("/submissions")
def submissions(device: SignedInDevice, tx: Reading) -> Submissions:
    """How all submissions stand."""
    return service.submissions_of(tx, device)
