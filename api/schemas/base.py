"""What the answers have in common."""

import math
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from bot.domain.errors import StateError


def _finite_or_none(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as exc:
        raise ValueError("need a time between the years 1 and 9999 in UTC") from exc


Number = Annotated[float | None, BeforeValidator(_finite_or_none)]
"""A float, or null where it is undefined (NaN and infinity included)."""

Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time, written as RFC 3339 with Z."""


class Answer(BaseModel):
    """The root of every answer; built from a value's attributes or from a mapping."""

    model_config = ConfigDict(from_attributes=True, frozen=True, extra="ignore")


class Aging(Answer):
    """An answer whose values grow old."""

    as_of: Moment | None = Field(
        description="when the bot wrote what is shown; null before its first cycle"
    )
    stale: bool = Field(
        description="true where the bot was silent for three intervals and 30 s, or never spoke"
    )
    message: str | None = Field(
        default=None,
        description="why something is empty or old; null if all is well",
    )


AnswerT = TypeVar("AnswerT", bound=BaseModel)


def read_as(model: type[AnswerT], value: Any, what: str) -> AnswerT:
    """`value` from the state volume as `model`; StateError naming `what` where it does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as exc:
        fault = exc.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the whole"
        raise StateError(
            f"{what} in the state volume cannot be read ({where}: {fault['msg']}); "
            "it is written anew with the next cycle or run"
        ) from exc
