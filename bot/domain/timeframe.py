"""Timeframes, and how many candles of one make a year."""

import re
from datetime import timedelta
from enum import StrEnum

from bot.domain.errors import ConfigError

_UNIT_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


class AssetType(StrEnum):
    """The kinds of market that differ in their trading hours."""

    CRYPTO = "crypto"
    EQUITY = "equity"
    COMMODITY = "commodity"
    FOREX = "forex"
    INDEX = "index"


# (trading days a year, trading hours a day, trading days a week)
TRADING_HOURS: dict[AssetType, tuple[float, float, int]] = {
    AssetType.CRYPTO: (365, 24, 7),
    AssetType.EQUITY: (252, 6.5, 5),
    AssetType.COMMODITY: (252, 23, 5),
    AssetType.FOREX: (260, 24, 5),
    AssetType.INDEX: (252, 6.5, 5),
}


def timeframe_delta(timeframe: str) -> timedelta:
    """The length of one candle: "15m", "1h", "1d", "1w"; ConfigError for anything else."""
    match = re.fullmatch(r"([1-9]\d{0,3})([mhdw])", timeframe)
    if match is None:
        raise ConfigError(f"need a timeframe such as 1m, 15m, 1h, 4h, 1d or 1w, was {timeframe!r}")
    return timedelta(seconds=int(match[1]) * _UNIT_SECONDS[match[2]])


def periods_per_year(asset_type: AssetType, timeframe: str) -> float:
    """How many candles of the timeframe a trading year has.

    Intraday candles divide the trading hours, daily ones count sessions, weekly ones divide the
    sessions by those of a week.
    """
    days, hours, week = TRADING_HOURS[asset_type]
    length = timeframe_delta(timeframe)
    if length < timedelta(days=1):
        return days * hours / (length / timedelta(hours=1))
    calendar_days = length / timedelta(days=1)
    sessions = calendar_days if calendar_days < 7 else calendar_days / 7 * week
    return days / sessions


def guess_asset_type(symbol: str) -> AssetType:
    """The market a symbol's spelling points to, by the conventions of ccxt and Yahoo."""
    if symbol.endswith("=X"):
        return AssetType.FOREX
    if symbol.endswith("=F"):
        return AssetType.COMMODITY
    if symbol.startswith("^"):
        return AssetType.INDEX
    if "/" in symbol or symbol.endswith(("-USD", "-EUR", "-BTC", "-USDT")):
        return AssetType.CRYPTO
    return AssetType.EQUITY
