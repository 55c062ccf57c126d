"""The strategy that a config names: a built-in one, or a user's own."""

from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from bot.domain import (
    EMA_RSI,
    StrategyConfig,
    filled_text,
    finite_number,
    truth,
    whole_number,
)
from bot.domain.errors import ConfigError
from bot.strategy.built_in import BUILT_IN, EmaRsi
from bot.strategy.named_strategy import NamedStrategy
from bot.strategy.user_strategy import StrategyFolder, UserStrategy, call

_FOLDER = StrategyFolder()
_CHECKS = {int: whole_number, float: finite_number, bool: truth, str: filled_text}


def set_strategies_folder(folder: Path) -> None:
    """Look for users' strategies in this folder from now on, in the whole process."""
    _FOLDER.set_folder(folder)


def strategy_of(config: StrategyConfig) -> NamedStrategy:
    """The strategy that a config names, with its parameters; ConfigError where there is none.

    A name that is no built-in's is a file in the folder that was set, or with dots a module's path.
    """
    name = config.strategy
    if name in BUILT_IN:
        return NamedStrategy(name=name, strategy=_built(name, BUILT_IN[name], _given(config), None))
    user = _users_own(name)
    strategy = _built(name, user.strategy_class, _given(config), user.file)
    named = NamedStrategy(name=name, strategy=strategy, file=user.file, sha256=user.sha256)
    named.warm_up_candles  # noqa: B018  # reading it is the check
    return named


def _given(config: StrategyConfig) -> dict[str, Any]:
    params = dict(config.strategy_params)
    if config.strategy != EMA_RSI:
        return params
    if params:
        raise ConfigError(
            f"need no strategy_params for {EMA_RSI}, were {config.strategy_params}: its parameters "
            "are ema_fast, ema_slow, rsi_period, rsi_overbought and rsi_oversold"
        )
    return {field.name: getattr(config, field.name) for field in fields(EmaRsi)}


def _users_own(name: str) -> UserStrategy:
    try:
        return _FOLDER.find(name)
    except FileNotFoundError:
        where = (
            f"no module {name} can be imported"
            if "." in name
            else f"there is no file {name}.py in {_FOLDER}"
        )
        raise ConfigError(
            f"need a strategy of {', '.join(BUILT_IN)} or one of your own, was {name!r}: {where}"
        ) from None


def _built(name: str, strategy_class: type[Any], given: dict[str, Any], file: Path | None) -> Any:
    hints = get_type_hints(strategy_class)
    names = [field.name for field in fields(strategy_class)]
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise ConfigError(
            f"strategy {name} has no parameter {unknown[0]!r}; it has "
            f"{', '.join(names) if names else 'none'}"
        )

    def make() -> Any:
        checked = {key: _CHECKS[hints[key]](key, value) for key, value in given.items()}
        return strategy_class(**checked)

    return call(name, file, make)
