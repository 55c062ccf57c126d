"""Records as today's and older versions wrote them, read as records of today."""

from typing import Any

from bot.domain import BotState, SignalEvent, WithheldReason, state_fields

# Before signals had the field `withheld`, only the end of the reason told that a source was late.
_LATE_SOURCE = "the source is late, no decision until it goes on"


def with_fields_of_today(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a record's JSON object, with the fields that its version did not write yet.

    What such a field says now, that version said in the sentence of another one. A state lies
    there by the names of state_document, or by those of its fields, as versions before wrote it.
    """
    if kind is BotState:
        return state_fields(values)
    if kind is SignalEvent and "withheld" not in values:
        reason = values.get("reason")
        if isinstance(reason, str) and reason.endswith(_LATE_SOURCE):
            return {**values, "withheld": WithheldReason.LATE_SOURCE.value}
    return values
