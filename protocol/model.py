"""The base of every wire type: frozen, strict, no unknown fields."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from protocol.canonical import canonical_bytes
from protocol.errors import InvalidInput
from protocol.saying import Later


def _kept(value: object, check: ValidatorFunctionWrapHandler) -> str:
    checked: str = check(value)
    return value if isinstance(value, Later) else checked


Worded = Annotated[str, WrapValidator(_kept)]
"""Words that a person reads: English across borders, and here still what it takes to say them in another language."""


class Frozen(BaseModel):
    """A value that crosses a border. Strict: `false` is not an integer, `"1"` is not a number.

    Errors never quote the value, because they may reach a log.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    def canonical(self) -> bytes:
        """Canonical JSON bytes of this value; absent optional fields are left out."""
        return canonical_bytes(self.model_dump(mode="json", exclude_none=True))

    @classmethod
    def parse(cls, data: bytes | str) -> Self:
        """Parse JSON. Raises InvalidInput naming the first field that breaks its limit."""
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            raise invalid_input(error) from error


def invalid_input(error: ValidationError) -> InvalidInput:
    """Translate pydantic's report of a validation into ours: the first field and its limit."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "body"
    return InvalidInput(field, first["type"], f"{field}: {first['msg']}")
