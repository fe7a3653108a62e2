"""What a device of the tests says of itself when it joins; each proves it in its own way."""

from __future__ import annotations

from protocol.joining import JoinRequest


def join_request(code: str, device: str, public_key: str, time_zone: str | None = None) -> JoinRequest:
    """A request without its proof."""
    return JoinRequest(
        code=code,
        device=device,
        device_public_key=public_key,
        app_version="0.1.0",
        platform="test",
        time_zone=time_zone,
    )
