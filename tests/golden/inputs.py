"""Files that a user writes by hand: a strategy, events, a portfolio."""

import json
from collections.abc import Mapping
from typing import Any

from tests.golden.series import Series

BREAKOUT = b'''"""Long above the highest high of `channel` candles, short below their lowest low."""

from dataclasses import dataclass
import numpy as np
from bot.strategy import CandleArrays, Opinions, require


@dataclass(frozen=True, kw_only=True)
class Breakout:
    channel: int = 20
    search_space = {"channel": (10, 60)}
    price_values = ("floor", "ceiling")

    def __post_init__(self) -> None:
        require(2 <= self.channel <= 1000, "2 <= channel <= 1000", self.channel)

    @property
    def warm_up_candles(self) -> int:
        return self.channel + 1

    def opinions(self, candles: CandleArrays) -> Opinions:
        floor, ceiling = np.full((2, len(candles)), np.nan)
        for t in range(self.channel, len(candles)):
            before = slice(t - self.channel, t)
            floor[t], ceiling[t] = candles.low[before].min(), candles.high[before].max()
        up, down = candles.close > ceiling, candles.close < floor
        values = {"floor": floor, "ceiling": ceiling}
        return Opinions(direction=up * 1 - down * 1, confidence=(up | down) * 0.7, values=values)
'''
"""The strategy of docs/guides/own_strategy.md: what it imports is promised to users."""

CLAIRVOYANT = BREAKOUT.replace(b"slice(t - self.channel, t)", b"slice(t - 2, t + self.channel)")
"""The same one looking ahead."""


def events(series: Series) -> bytes:
    """Events of every kind within the series, one after its end and one without a date."""
    told = [
        _event(series, 0.1, title="rate cut", sentiment="dovish", impact="high"),
        _event(series, 0.3, title="exchanges closed", sentiment="bearish", impact="critical"),
        _event(series, 0.302, title="tariffs", sentiment="bearish", category="politics"),
        _event(series, 0.5, title="inflows", impact="low", bias=0.3, unknown="kept and ignored"),
        _event(series, 0.7, title="easing", sentiment="bullish", impact="critical"),
        _event(series, 0.99, title="rise", sentiment="hawkish", interest_rate_expectation="hike"),
        {"title": "nobody knows when", "sentiment": "bearish", "impact": "critical"},
        {"title": "later", "sentiment": "bullish", "published_at": "2026-05-01T00:00:00Z"},
    ]
    told[1]["assets"] = {series.symbol: -0.9, "*": -0.2}
    return document({"events": told})


def document(value: Any) -> bytes:
    """A JSON file."""
    return json.dumps(value, indent=1).encode()


def portfolio(*assets: Mapping[str, Any]) -> bytes:
    """A portfolio.json of these assets on a capital of 30,000."""
    return document({"portfolio_capital": 30_000, "assets": assets})


def _event(series: Series, share: float, **values: Any) -> dict[str, Any]:
    return {"category": "macro", "published_at": series.open_time(share), **values}
