"""The fills in plain Python, ours and, with a peer's causes, the peer's: one trade at a time.

Written from docs/architecture.md and the peers' documentation, without the bot's code. A trade
depends on its entry only, so each can be followed under either set of rules from the same entry.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.agreement.causes import Cause
from benchmarks.agreement.trades import RoundTrip
from bot.domain import StrategyConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Candles as lists, the direction (+1, -1, 0) decided at each close, and the config."""

    open: list[float]
    high: list[float]
    low: list[float]
    close: list[float]
    wanted: list[int]
    config: StrategyConfig

    @property
    def last_row(self) -> int:
        """The row of the last candle."""
        return len(self.close) - 1


class Entry(NamedTuple):
    """The candle at whose open a position is opened, and its direction."""

    row: int
    direction: int


class Step(NamedTuple):
    """A trade, and the entry that follows it (None at the end of the candles)."""

    trade: RoundTrip
    following: Entry | None


class _Position(NamedTuple):
    row: int
    direction: int
    fill: float
    stop: float
    target: float
    guarded: bool  # whether stop and target are in force in the entry candle


class _Exit(NamedTuple):
    kind: str
    price: float  # before slippage


def trades_of(market: Market, causes: Set[Cause]) -> Iterator[RoundTrip]:
    """Every trade in order."""
    entry = entry_after(market, 0)
    while entry is not None:
        trade, entry = step(market, entry, causes)
        yield trade


def entry_after(market: Market, row: int) -> Entry | None:
    """The first entry that a decision at the close of `row` or later leads to, when flat."""
    allowed = (1, -1) if market.config.allow_short else (1,)
    for decided in range(row, market.last_row):
        if market.wanted[decided] in allowed:
            return Entry(decided + 1, market.wanted[decided])
    return None


def step(market: Market, entry: Entry, causes: Set[Cause]) -> Step:
    """The trade of an entry, and the entry after it."""
    position = _opened(market, entry, causes)
    for row in range(entry.row, market.last_row + 1):
        found = _exit_in(market, position, row, causes)
        if found is not None:
            trade = _closed(market, position, row, found, causes)
            turned = Entry(row, -entry.direction)
            if found.kind == "signal" and (market.config.allow_short or turned.direction > 0):
                return Step(trade, turned)
            return Step(trade, entry_after(market, row))
    at_open = Cause.END_AT_LAST_OPEN in causes
    price = market.open[-1] if at_open else market.close[-1]
    return Step(_closed(market, position, market.last_row, _Exit("end", price), causes), None)


def _opened(market: Market, entry: Entry, causes: Set[Cause]) -> _Position:
    row, direction = entry
    config = market.config
    fill = market.open[row] * (1 + direction * config.slippage_pct)
    stop = fill * (1 - direction * config.stop_loss_pct)
    target = fill * (1 + direction * config.take_profit_pct)
    guarded = Cause.UNGUARDED_ENTRY not in causes
    if Cause.REFUSED_BRACKET in causes:
        quote = market.close[row - 1] * (1 + direction * config.slippage_pct)
        guarded = guarded and min(stop, target) < quote < max(stop, target)
    return _Position(row, direction, fill, stop, target, guarded)


def _exit_in(market: Market, held: _Position, row: int, causes: Set[Cause]) -> _Exit | None:
    """What closes the position in a candle: orders at its open, the decision, orders inside."""
    if row == held.row:
        return _inside(market, held, row) if held.guarded else None
    at_open = _at_open(market, held, row, causes)
    decided = _by_decision(market, held, row)
    if Cause.SIGNAL_FIRST in causes:
        return decided or at_open or _inside(market, held, row)
    if Cause.SIGNAL_LAST in causes:
        return at_open or _inside(market, held, row) or decided
    return at_open or decided or _inside(market, held, row)


def _at_open(market: Market, held: _Position, row: int, causes: Set[Cause]) -> _Exit | None:
    opened = market.open[row]
    if held.direction * (opened - held.stop) <= 0:
        return _Exit("stop", opened)
    if held.direction * (opened - held.target) < 0:
        return None
    if Cause.STOP_BEFORE_OPEN in causes and _touches_stop(market, held, row):
        return _Exit("stop", held.stop)
    return _Exit("target", opened)


def _by_decision(market: Market, held: _Position, row: int) -> _Exit | None:
    turns = market.wanted[row - 1] == -held.direction
    if turns and market.config.exit_on_opposite_signal:
        return _Exit("signal", market.open[row])
    return None


def _inside(market: Market, held: _Position, row: int) -> _Exit | None:
    if _touches_stop(market, held, row):
        return _Exit("stop", held.stop)
    best = market.high[row] if held.direction > 0 else market.low[row]
    if held.direction * (best - held.target) >= 0:
        return _Exit("target", held.target)
    return None


def _touches_stop(market: Market, held: _Position, row: int) -> bool:
    worst = market.low[row] if held.direction > 0 else market.high[row]
    return held.direction * (worst - held.stop) <= 0


def _closed(
    market: Market, held: _Position, row: int, found: _Exit, causes: Set[Cause]
) -> RoundTrip:
    fee = market.config.fee_pct
    left_open = found.kind == "end" and Cause.END_LEFT_OPEN in causes
    price = found.price
    if not left_open and _slips(found.kind, causes):
        price *= 1 - held.direction * market.config.slippage_pct
    exit_fee = 0.0 if left_open else fee * price
    return RoundTrip(
        entry_row=held.row,
        exit_row=row,
        direction=held.direction,
        entry_price=held.fill,
        exit_price=price,
        unit_pnl=held.direction * (price - held.fill) - fee * held.fill - exit_fee,
    )


def _slips(kind: str, causes: Set[Cause]) -> bool:
    if Cause.EXIT_WITHOUT_SLIPPAGE in causes:
        return False
    return kind != "target" or Cause.TARGET_SLIPS in causes
