"""The parameters of a strategy by name, as a config carries them."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.errors import ConfigError

Parameter = int | float | bool | str


class StrategyParams(Mapping[str, Parameter]):
    """An immutable, hashable mapping of parameter names to numbers, truths and texts.

    Which names and values are right is the strategy's own business; here only the shape is
    checked: ConfigError for a name that is none or a value of another kind.
    """

    __slots__ = ("_values",)
    _values: dict[str, Parameter]

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        given = {} if values is None else values
        self._values = {_name(name): _parameter(name, given[name]) for name in sorted(given)}

    def __getitem__(self, name: str) -> Parameter:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return f"StrategyParams({self._values})"

    def __str__(self) -> str:
        return ",".join(f"{name}={_as_text(value)}" for name, value in self._values.items())

    @classmethod
    def from_text(cls, name: str, text: str) -> "StrategyParams":
        """From "period=20,width=2.5" or a JSON object; ConfigError that begins with `name`."""
        text = text.strip()
        try:
            return cls(_from_json(text) if text.startswith("{") else _from_pairs(text))
        except ConfigError as error:
            raise ConfigError(f"{name}: {error}") from error


def strategy_params(name: str, value: Any) -> StrategyParams:
    """The value as StrategyParams; ConfigError where it is no mapping of fit names and values."""
    if isinstance(value, StrategyParams):
        return value
    if not isinstance(value, Mapping):
        raise ConfigError(f"need an object of names and values for {name}, was {value!r}")
    return StrategyParams(value)


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        raise ConfigError(
            f"need letters, digits and _ for a strategy parameter's name, was {name!r}"
        )
    return name


def _parameter(name: str, value: Any) -> Parameter:
    if isinstance(value, float) and not math.isfinite(value):
        raise ConfigError(f"need a finite number for the strategy parameter {name}, was {value!r}")
    if not isinstance(value, bool | int | float | str):
        raise ConfigError(
            f"need a number, true, false or a text for the strategy parameter {name}, was {value!r}"
        )
    return value


def _from_json(text: str) -> Mapping[str, Any]:
    try:
        values: dict[str, Any] = json.loads(text)
    except ValueError:
        raise ConfigError(f"need a JSON object, was {text!r}") from None
    return values


def _from_pairs(text: str) -> Mapping[str, Parameter]:
    values: dict[str, Parameter] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not value:
            raise ConfigError(f"need NAME=VALUE,NAME=VALUE or a JSON object, was {text!r}")
        if name in values:
            raise ConfigError(f"need each strategy parameter once, {name} was there twice")
        values[name] = _value(value)
    return values


def _value(text: str) -> Parameter:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _as_text(value: Parameter) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
