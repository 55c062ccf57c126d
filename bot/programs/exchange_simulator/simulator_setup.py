"""What a simulator is set up with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Self

from bot.programs.exchange_simulator.market import CandleStrip
from bot.programs.exchange_simulator.matching import TradingTerms

REHEARSAL = "rehearsal"
"""The key and the secret where nobody names others."""

BALANCES = {"USDT": Decimal(10_000)}
"""What an account begins with where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may ask: any key where `key` is None; requests are signed with the secret."""

    key: str | None = None
    secret: str = field(default=REHEARSAL, repr=False)
    may_withdraw: bool = False
    may_trade: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRules:
    """What clients may ask in their own time: weight a minute, orders in ten seconds and a day.

    After `strikes` requests too early everybody is banned for `ban_seconds`, then for twice that.
    """

    weight: int = 6_000
    orders: int = 100
    orders_a_day: int = 200_000
    strikes: int = 10
    ban_seconds: int = 120

    def times(self, factor: float) -> Self:
        """As many times the requests: what a client sends where its market runs that fast."""
        return replace(
            self,
            weight=round(self.weight * factor),
            orders=round(self.orders * factor),
            orders_a_day=round(self.orders_a_day * factor),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorSetup:
    """Candles by symbol such as BTC/USDT, the clock, the account and its terms.

    `start` is in milliseconds; None is the close of the 3,000th candle, of fewer from a file of
    the middle one, and the latest of these of several symbols. `speed` is in simulated seconds a
    real second; with 0 the clock stands until it is moved.
    """

    candles: Mapping[str, CandleStrip]
    start: int | None = None
    speed: float = 0.0
    balances: Mapping[str, Decimal] = field(default_factory=lambda: dict(BALANCES))
    terms: TradingTerms = field(default_factory=TradingTerms)
    access: Access = Access()
    rates: RateRules = RateRules()

    def first_moment(self) -> int:
        """When the clock begins."""
        if self.start is not None:
            return self.start
        return max(_start(strip) for strip in self.candles.values())


_HISTORY = 3_000


def _start(strip: CandleStrip) -> int:
    shown = _HISTORY if strip.end is None else min(_HISTORY, (len(strip) + 1) // 2)
    return strip.opens[shown - 1] + strip.length
