"""What a strategy run is parameterized by."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from bot.domain.checks import finite_number, one_line, require, truth, whole_number
from bot.domain.errors import ConfigError
from bot.domain.position_rules import (
    POSITION_FIELDS,
    PositionSizing,
    StopType,
    position_sizing,
    require_position_rules,
    stop_type,
)
from bot.domain.strategy_params import StrategyParams, strategy_params
from bot.domain.timeframe import timeframe_delta

EMA_RSI = "ema_rsi"
"""The name of the strategy whose parameters are fields of the config."""

_CHECKS = {
    "str": one_line,
    "int": whole_number,
    "float": finite_number,
    "bool": truth,
    "StrategyParams": strategy_params,
    "PositionSizing": position_sizing,
    "StopType": stop_type,
}
_STRATEGY_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyConfig:
    """A strategy with its parameters, its risk and its costs; validated whole.

    `strategy` names the strategy, `strategy_params` are its parameters. Those of EMA/RSI are fields
    here, because the AI's features are made of them whatever the strategy; strategy_params is empty
    then. Whether a strategy of that name and with these parameters exists, bot.strategy says.
    risk_per_trade_pct is in percent of the balance; stop_loss_pct, take_profit_pct, fee_pct and
    slippage_pct are fractions (0.004 = 0.4 %), the last two for each side of a trade. What
    position_sizing and stop_type make of them, and of the fields after each, says position_rules;
    max_position_pct is the most that an entry takes, in percent of the balance.
    Raises ConfigError naming the rule and the value.
    """

    symbol: str = "BTC/USDT"
    timeframe: str = "1h"
    ema_fast: int = 12
    ema_slow: int = 26
    rsi_period: int = 14
    rsi_overbought: float = 70.0
    rsi_oversold: float = 30.0
    risk_per_trade_pct: float = 0.5
    stop_loss_pct: float = 0.004
    take_profit_pct: float = 0.008
    fee_pct: float = 0.001
    slippage_pct: float = 0.0005
    allow_short: bool = False
    exit_on_opposite_signal: bool = False
    position_sizing: PositionSizing = PositionSizing.FIXED
    kelly_fraction: float = 0.5
    kelly_trades: int = 50
    max_position_pct: float = 100.0
    stop_type: StopType = StopType.FIXED
    atr_period: int = 14
    stop_atr_multiple: float = 2.0
    target_atr_multiple: float = 4.0
    strategy: str = EMA_RSI
    strategy_params: StrategyParams = field(default_factory=StrategyParams)

    def __post_init__(self) -> None:
        for name, kind in FIELD_KINDS.items():
            object.__setattr__(self, name, _CHECKS[kind](name, getattr(self, name)))
        timeframe_delta(self.timeframe)
        require(
            _STRATEGY_NAME.fullmatch(self.strategy) is not None,
            "letters, digits, _ and dots between words for strategy",
            repr(self.strategy),
        )
        require(
            2 <= self.ema_fast < self.ema_slow <= 10_000,
            "2 <= ema_fast < ema_slow <= 10000",
            f"{self.ema_fast} and {self.ema_slow}",
        )
        require(2 <= self.rsi_period <= 10_000, "2 <= rsi_period <= 10000", self.rsi_period)
        require(
            0 <= self.rsi_oversold < self.rsi_overbought <= 100,
            "0 <= rsi_oversold < rsi_overbought <= 100",
            f"{self.rsi_oversold} and {self.rsi_overbought}",
        )
        require(
            0 < self.risk_per_trade_pct <= 100,
            "0 < risk_per_trade_pct <= 100 (percent)",
            self.risk_per_trade_pct,
        )
        for name in ("stop_loss_pct", "take_profit_pct"):
            value = getattr(self, name)
            require(0 < value < 1, f"0 < {name} < 1 (a fraction: 0.004 is 0.4 %)", value)
        for name in ("fee_pct", "slippage_pct"):
            value = getattr(self, name)
            require(0 <= value < 1, f"0 <= {name} < 1 (a fraction: 0.001 is 0.1 %)", value)
        require_position_rules(
            kelly_fraction=self.kelly_fraction,
            kelly_trades=self.kelly_trades,
            max_position_pct=self.max_position_pct,
            atr_period=self.atr_period,
            stop_atr_multiple=self.stop_atr_multiple,
            target_atr_multiple=self.target_atr_multiple,
        )

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that differ whenever any field does.

        Those of EMA/RSI are the same as before a config could name a strategy, and those of fixed
        sizes and stops as before there were others.
        """
        return _fingerprint(self)

    @property
    def needs_atr(self) -> bool:
        """Whether the size or the distances of an entry are made of the ATR."""
        return self.position_sizing is PositionSizing.VOLATILITY or self.stop_type is StopType.ATR

    @property
    def adapts(self) -> bool:
        """Whether sizes or stops are others than the fixed ones, or bounded by more than always."""
        return any(getattr(self, name) != _DEFAULTS[name] for name in POSITION_FIELDS)

    @property
    def values(self) -> dict[str, Any]:
        """Every field by name, ready for JSON."""
        values = {name: getattr(self, name) for name in FIELD_KINDS}
        return {**values, "strategy_params": dict(self.strategy_params)}

    def to_dict(self) -> dict[str, Any]:
        """What documents state of it: `values`, without POSITION_FIELDS where all are defaults."""
        left_out = () if self.adapts else POSITION_FIELDS
        return {name: value for name, value in self.values.items() if name not in left_out}


@lru_cache(maxsize=256)
def _fingerprint(config: StrategyConfig) -> str:
    values = config.to_dict()
    if config.strategy == EMA_RSI and not config.strategy_params:
        del values["strategy"], values["strategy_params"]
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


FIELD_KINDS: dict[str, str] = {
    f.name: f.type if isinstance(f.type, str) else f.type.__name__ for f in fields(StrategyConfig)
}
_DEFAULTS = {f.name: f.default for f in fields(StrategyConfig)}


def merge_config(base: StrategyConfig, overrides: Mapping[str, Any]) -> StrategyConfig:
    """`base` with the given fields replaced, validated whole.

    An unknown key is a ConfigError; `_meta` (provenance) is passed over. Another strategy begins
    with its own defaults, since the parameters of the strategy before are none of its.
    """
    changes = {name: value for name, value in overrides.items() if name != "_meta"}
    unknown = sorted(set(changes) - set(FIELD_KINDS))
    if unknown:
        raise ConfigError(
            f"unknown config key {unknown[0]!r}; known keys are {', '.join(FIELD_KINDS)}"
        )
    if changes.get("strategy", base.strategy) != base.strategy:
        changes.setdefault("strategy_params", StrategyParams())
    return replace(base, **changes)


def drops_params(upper: Mapping[str, Any], lower: Mapping[str, Any]) -> bool:
    """Whether the strategy_params that `lower` states belong to another strategy than `upper`'s."""
    if "strategy_params" in upper or "strategy_params" not in lower:
        return False
    named = lower.get("strategy", EMA_RSI)
    return bool(upper.get("strategy", named) != named)


def overlaid(upper: Mapping[str, Any], lower: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of two partial configs, those of `upper` over those of `lower`."""
    dropped = {"strategy_params"} if drops_params(upper, lower) else set()
    return {**{name: lower[name] for name in lower if name not in dropped}, **upper}
