"""Timeframes, and how many candles of one make a year."""

import math
import re
from datetime import timedelta

from bot.domain.asset_type import AssetType
from bot.domain.errors import ConfigError

_UNIT_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}

_WEEKS = 52
_ROUND_THE_CLOCK = 24.0
# (trading days a year, trading hours a day)
TRADING_HOURS: dict[AssetType, tuple[float, float]] = {
    AssetType.CRYPTO: (365, _ROUND_THE_CLOCK),
    AssetType.EQUITY: (252, 6.5),
    AssetType.COMMODITY: (252, 23),
    AssetType.FOREX: (260, _ROUND_THE_CLOCK),
    AssetType.INDEX: (252, 6.5),
}


def timeframe_delta(timeframe: str) -> timedelta:
    """The length of one candle: "15m", "1h", "1d", "1w"; ConfigError for anything else."""
    match = re.fullmatch(r"([1-9]\d{0,3})([mhdw])", timeframe)
    if match is None:
        raise ConfigError(f"need a timeframe such as 1m, 15m, 1h, 4h, 1d or 1w, was {timeframe!r}")
    return timedelta(seconds=int(match[1]) * _UNIT_SECONDS[match[2]])


def periods_per_year(asset_type: AssetType, timeframe: str) -> float:
    """How many candles of the timeframe a trading year has.

    Sessions a year x candles a session, of which the last may be cut short: 6.5 h hold seven
    candles of 1h and two of 4h. Candles of days count sessions, and a year has 52 weeks.
    """
    days, hours = TRADING_HOURS[asset_type]
    length = timeframe_delta(timeframe)
    if length < timedelta(days=1):
        session = hours / (length / timedelta(hours=1))
        return days * (session if hours == _ROUND_THE_CLOCK else math.ceil(session))
    calendar_days = length / timedelta(days=1)
    return days / calendar_days if calendar_days < 7 else _WEEKS * 7 / calendar_days
