"""The rule of a setting, stated at its field and checked when its group is made."""

from collections.abc import Sequence
from dataclasses import field, fields
from math import inf
from typing import Any

from bot.domain import finite_number, require


def number(
    default: float | None, *, least: float = -inf, most: float = inf, above: float = -inf
) -> Any:
    """A field for a finite number with bounds; `least` and `most` are allowed, `above` is not.

    Where None is the default, None is allowed.
    """
    return field(default=default, metadata={"least": least, "most": most, "above": above})


def choice(default: str, choices: Sequence[str]) -> Any:
    """A field for one of the choices."""
    return field(default=default, metadata={"choices": tuple(choices)})


def check_fields(group: Any) -> None:
    """Raise ConfigError, by the setting's name, for the first field that breaks its rule."""
    for setting in fields(group):
        name, rule = setting.name.upper(), setting.metadata
        if "choices" in rule:
            _check_choice(name, getattr(group, setting.name), rule["choices"])
        elif rule:
            _check_number(name, getattr(group, setting.name), **rule)


def _check_choice(name: str, value: str, choices: Sequence[str]) -> None:
    require(value in choices, f"{name} of {', '.join(choices)}", repr(value))


def _check_number(
    name: str, value: float | None, *, least: float, most: float, above: float
) -> None:
    if value is None:
        return
    finite = finite_number(name, value)
    require(finite >= least, f"{name} >= {least}", finite)
    require(value <= most, f"{name} <= {most:_}", value)
    require(value > above, f"{name} > {above}", value)
