"""The values that trials of EMA/RSI differ in, as compiled code reads them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, IntArray
from bot.domain import StrategyConfig
from bot.optimizer.trials.config_table import ConfigTable


class EmaRsiColumns(NamedTuple):
    """The searched fields of many EMA/RSI configs, one array each, one row a trial.

    The names, and so the units, are those of StrategyConfig.
    """

    ema_fast: IntArray
    ema_slow: IntArray
    rsi_period: IntArray
    rsi_overbought: FloatArray
    rsi_oversold: FloatArray
    risk_per_trade_pct: FloatArray
    stop_loss_pct: FloatArray
    take_profit_pct: FloatArray


def rows_of(columns: EmaRsiColumns, start: int, end: int) -> EmaRsiColumns:
    """The trials start to end - 1, as views."""
    named = columns._asdict().items()
    return columns._replace(**{name: column[start:end] for name, column in named})


def table_of(columns: EmaRsiColumns, base: StrategyConfig) -> ConfigTable:
    """The configs: `base` with the fields of the columns in place of its own."""
    return ConfigTable(base=base, fields=columns._asdict(), params={})


def columns_of(configs: ConfigTable) -> EmaRsiColumns:
    """The columns of EMA/RSI configs; a field that has none stands at the base's value."""
    return EmaRsiColumns(*(_column(configs, name) for name in EmaRsiColumns._fields))


def _column(configs: ConfigTable, name: str) -> NDArray[Any]:
    if name in configs.fields:
        return configs.fields[name]
    return np.full(len(configs), getattr(configs.base, name))
