"""From the texts of the environment to typed values."""

from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

from bot.domain import (
    FIELD_KINDS,
    DecisionPolicy,
    Secret,
    StrategyConfig,
    called,
    require,
    value_from_text,
)
from bot.domain.errors import ConfigError
from bot.settings.names import ALIASES, POLICY_NAMES, SETTING_NAMES


def given_texts(sources: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The texts that are given, the first source first; an alias stands for its name.

    ConfigError where a name and its alias differ.
    """
    given: dict[str, str] = {}
    for source in sources:
        layer: dict[str, str] = {}
        for name in sorted(SETTING_NAMES):
            text = source.get(name, "").strip()
            real = ALIASES.get(name, name)
            if text and layer.setdefault(real, text) != text:
                raise ConfigError(f"need one value for {real} and {name}, were two different ones")
        given = {**layer, **given}
    return given


def group_values(group: type, given: Mapping[str, str]) -> dict[str, Any]:
    """The given fields of a group, typed as its hints say; ConfigError names one that is not."""
    return {
        name: _typed(name.upper(), hint, given[name.upper()])
        for name, hint in get_type_hints(group).items()
        if name.upper() in given
    }


def strategy_given(given: Mapping[str, str]) -> StrategyConfig:
    """The given fields over the defaults; ConfigError by the names of the settings."""
    values: dict[str, Any] = {
        name: value_from_text(kind, name.upper(), given[name.upper()])
        for name, kind in FIELD_KINDS.items()
        if name.upper() in given
    }
    with called({name: name.upper() for name in FIELD_KINDS}):
        return StrategyConfig(**values)


def policy_given(given: Mapping[str, str]) -> DecisionPolicy:
    """The given fields over the defaults; ConfigError by the names of the settings."""
    hints = get_type_hints(DecisionPolicy)
    values: dict[str, Any] = {
        field_name: value_from_text(hints[field_name].__name__, name, given[name])
        for name, field_name in POLICY_NAMES.items()
        if name in given
    }
    with called({field_name: name for name, field_name in POLICY_NAMES.items()}):
        return DecisionPolicy(**values)


def _typed(name: str, hint: Any, text: str) -> Any:
    kind = next((part for part in get_args(hint) if part is not NoneType), hint)
    if kind is Secret:
        return Secret(text)
    if kind is Path:
        return Path(text).expanduser()
    if issubclass(kind, Enum):
        choices = [str(member.value) for member in kind]
        require(text in choices, f"{name} of {', '.join(choices)}", repr(text))
        return kind(text)
    return value_from_text(kind.__name__, name, text)
