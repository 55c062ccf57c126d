"""What older versions wrote otherwise, as a record of today says it."""

from typing import Any

from bot.domain import SignalEvent, WithheldReason

# Before signals had the field `withheld`, only the end of the reason told that a source was late.
_LATE_SOURCE = "the source is late, no decision until it goes on"


def as_written_now(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a JSON object, with what an older version left to a sentence in its field."""
    if kind is SignalEvent and "withheld" not in values:
        reason = values.get("reason")
        if isinstance(reason, str) and reason.endswith(_LATE_SOURCE):
            return {**values, "withheld": WithheldReason.LATE_SOURCE.value}
    return values
