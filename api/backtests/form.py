"""The fields of a strategy config, as a form shows them."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_type_hints

from api.schemas import SettingKind, SettingView
from bot.command_line import ASKED_FIELDS, field_help
from bot.domain import FIELD_KINDS, StrategyConfig

_KINDS: dict[str, SettingKind] = {
    "int": "int",
    "float": "float",
    "bool": "bool",
    "str": "text",
    "StrategyParams": "object",
}


def config_settings() -> Iterator[SettingView]:
    """Every field but those that a backtest asks for beside the config, as it is built in."""
    built_in = StrategyConfig().values
    hints = get_type_hints(StrategyConfig)
    for name, kind in FIELD_KINDS.items():
        if name not in ASKED_FIELDS:
            yield SettingView(
                name=name,
                kind=_KINDS.get(kind, "choice"),
                help=_without_flags(field_help(name)),
                choices=_choices(hints[name]),
                value=built_in[name],
            )


def _choices(hint: Any) -> list[str]:
    is_enum = isinstance(hint, type) and issubclass(hint, StrEnum)
    return [str(member) for member in hint] if is_enum else []


def _without_flags(words: str) -> str:
    """Help for people who type no flags: --stop-type becomes stop_type."""
    flagless = re.sub(r"--([a-z-]+)", lambda flag: flag[1].replace("-", "_"), words)
    return flagless.replace("%%", "%")
