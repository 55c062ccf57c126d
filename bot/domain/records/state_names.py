"""The state of a symbol as one flat object: the names that state.json and /status have."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.domain.opinions import MacroInsight, PredictionSnapshot, Signal
from bot.domain.records.bot_state import BotState
from bot.domain.records.written import WRITTEN_WHERE_SET

_REASON = "last_signal_reason"


def _named(prefix: str, kind: type, **renamed: str) -> dict[str, str]:
    """The flat name of each field of an opinion."""
    return {f.name: renamed.get(f.name, f"{prefix}_{f.name}") for f in fields(kind)}


_OPINIONS: Mapping[str, Mapping[str, str]] = {
    "technical": _named("technical", Signal, action="technical_signal"),
    "ai": _named("ai", PredictionSnapshot),
    "macro": _named("macro", MacroInsight, events="macro_events_counted"),
}
_LISTS = frozenset(("macro_drivers", "macro_driver_shares"))


def state_document(state: BotState) -> dict[str, Any]:
    """A state by the names that its users know, no opinion nested in it.

    The reason of the decision is `last_signal_reason`; the fields of the opinions stand beside the
    others as `technical_…`, `ai_…` and `macro_…`, null (lists: empty) where one is switched off.
    Times and enums are values still. Fields marked WRITTEN_WHERE_SET are left out where they are
    None.
    """
    document: dict[str, Any] = {}
    for field in fields(BotState):
        value = getattr(state, field.name)
        if field.name in _OPINIONS:
            document |= _flattened(_OPINIONS[field.name], value)
        elif field.name == "reason":
            document[_REASON] = value
        elif value is not None or not field.metadata.get(WRITTEN_WHERE_SET):
            document[field.name] = value
    return document


def state_fields(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a BotState by their own names, of what `state_document` made.

    An object of the version before, with the reason and the opinions by the names of the fields,
    is answered as it is.
    """
    if _REASON not in document:
        return dict(document)
    values = {**document, "reason": document[_REASON]}
    for opinion, names in _OPINIONS.items():
        values[opinion] = _nested(names, document)
    return values


def _flattened(names: Mapping[str, str], opinion: Mapping[str, Any] | None) -> dict[str, Any]:
    values = {} if opinion is None else opinion
    return {
        name: values.get(field, [] if name in _LISTS else None) for field, name in names.items()
    }


def _nested(names: Mapping[str, str], document: Mapping[str, Any]) -> dict[str, Any] | None:
    """The opinion, or None where nothing of it is stated."""
    opinion = {field: document.get(name) for field, name in names.items()}
    return opinion if any(value not in (None, []) for value in opinion.values()) else None
