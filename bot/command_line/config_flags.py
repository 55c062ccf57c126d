"""One flag per StrategyConfig field."""

import argparse
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from typing import Any

from bot.command_line.answers import as_argument, one_of, real_number, text, whole_number
from bot.domain import FIELD_KINDS, PositionSizing, StopType, StrategyConfig, StrategyParams

ASKED_FIELDS = ("symbol", "timeframe")
"""Fields that programs ask for or take from elsewhere, with flags of their own."""


def _strategy_params(answer: str) -> StrategyParams:
    return StrategyParams.from_text("--strategy-params", answer)


def _one_of(kind: type[StrEnum]) -> tuple[Callable[[str], str], str]:
    return one_of(*kind), f"{{{','.join(kind)}}}"


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "int": (whole_number, "N"),
    "float": (real_number, "N"),
    "str": (text, "NAME"),
    "StrategyParams": (_strategy_params, "NAME=VALUE,..."),
    "PositionSizing": _one_of(PositionSizing),
    "StopType": _one_of(StopType),
}
_HELP = {
    "ema_fast": "candles of the fast EMA",
    "ema_slow": "candles of the slow EMA",
    "rsi_period": "candles of the RSI",
    "rsi_overbought": "RSI above which nothing is bought",
    "rsi_oversold": "RSI below which nothing is sold",
    "risk_per_trade_pct": "percent of the balance lost at the stop",
    "stop_loss_pct": "distance of the stop, a fraction (0.004 = 0.4 %%)",
    "take_profit_pct": "distance of the target, a fraction",
    "fee_pct": "fee a side, a fraction",
    "slippage_pct": "slippage a side, a fraction",
    "allow_short": "let SHORT open a position",
    "exit_on_opposite_signal": "close a position on the opposite decision",
    "position_sizing": "what a quantity is made of: the risk at the stop, the risk of one ATR, or"
    " Kelly's share by the last trades",
    "kelly_fraction": "part of Kelly's share that is risked",
    "kelly_trades": "closed trades that Kelly's share is made of; until then sized as fixed",
    "max_position_pct": "percent of the balance that an entry takes at most",
    "stop_type": "where stop and target lie: at fixed distances, at multiples of the ATR, or the"
    " stop trails behind the best price",
    "atr_period": "candles of the average true range",
    "stop_atr_multiple": "distance of the stop in ATR, with --stop-type atr",
    "target_atr_multiple": "distance of the target in ATR, with --stop-type atr",
    "strategy": "ema_rsi, bollinger_reversion, macd_trend, or your own: the file NAME.py in"
    " DATA_DIR/strategies, or a module path",
    "strategy_params": "the parameters of another strategy than ema_rsi, also as JSON",
}


def add_config_flags(parser: argparse.ArgumentParser, without: Sequence[str] = ()) -> None:
    """Add a flag for every field but ASKED_FIELDS and those `without` one.

    What is not given stays out of the overrides.
    """
    group = parser.add_argument_group("strategy (over what the parameters say)")
    defaults = StrategyConfig()
    for name, kind in FIELD_KINDS.items():
        if name in (*ASKED_FIELDS, *without):
            continue
        flag = f"--{name.replace('_', '-')}"
        if kind == "bool":
            group.add_argument(
                flag, dest=name, action=argparse.BooleanOptionalAction, help=_HELP[name]
            )
            continue
        usual = getattr(defaults, name)
        shown = format(usual, "g") if kind in ("int", "float") else str(usual)
        built_in = f"; built in: {shown}" if shown else ""
        words = f"{_HELP[name]}{built_in}"
        reader, metavar = _READERS[kind]
        group.add_argument(flag, dest=name, type=as_argument(reader), metavar=metavar, help=words)


def field_help(name: str) -> str:
    """What a field is, as its flag's help says it."""
    return _HELP[name]


def config_overrides(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields that were given as flags, by field name."""
    given = {name: getattr(arguments, name, None) for name in FIELD_KINDS}
    return {
        name: value
        for name, value in given.items()
        if value is not None and name not in ASKED_FIELDS
    }


def fields_called(given: Collection[str]) -> list[str]:
    """The fields that a rule names by their flags, once some were `given` as flags.

    A rule that a flag breaks may hold between it and another field. Fields whose names are everyday
    words ("strategy") only where they were given.
    """
    if not given:
        return []
    return [name for name in FIELD_KINDS if name in given or "_" in name]
