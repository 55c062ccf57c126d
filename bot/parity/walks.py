"""Two ways through the same rows: the backtester's kernel, and the fills of the bot on paper."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.arrays import utc_time
from bot.backtesting import Adaptive, directions_of, simulated, trade_course
from bot.candles import CandleArrays
from bot.domain import (
    MOST_KELLY_TRADES,
    Action,
    Candle,
    EntryBasis,
    ExitReason,
    StrategyConfig,
)
from bot.exchange import PaperExchangeClient
from bot.parity.outline import COURSE, Outline, closed, held_at, still_open
from bot.parity.redecide import Redecided, arrays_of
from bot.rules import END_OF_DATA, TradeArray, adaptive_terms_of, kelly_of, terms_of
from bot.trading import Ledger


class BacktesterWalk:
    """The kernel under one config, chunk by chunk, with the trades of one run over all of them.

    A position that is open at the end of a chunk is simulated again with the next one, from the
    decision that opened it: memory is bounded by a chunk and the longest trade.
    """

    def __init__(self, config: StrategyConfig, balance: float) -> None:
        self._config = config
        self._balance = balance
        self._waiting: list[Redecided] = []
        self._open: Outline | None = None
        self._returns: list[float] = []

    def walk(self, chunk: Sequence[Redecided]) -> list[Outline]:
        """The trades that the chunk closes."""
        rows = [*self._waiting, *chunk]
        candles = arrays_of([row.row.candle for row in rows], self._config.timeframe)
        action = np.array([row.first.sign for row in rows], np.int8)
        adaptive = self._adaptive(rows)
        trades = simulated(
            candles.open,
            candles.high,
            candles.low,
            candles.close,
            directions_of(action),
            self._balance,
            terms_of(self._config),
            None,
            adaptive,
        ).trades
        times = candles.open_time
        courses = self._courses(trades, candles, adaptive)
        done = [
            self._closed(trade, times, course)
            for trade, course in zip(trades, courses, strict=True)
            if not _is_cut(trade)
        ]
        cut = len(trades) > 0 and _is_cut(trades[-1])
        self._open = self._held(trades[-1], times) if cut else None
        begin = int(trades[-1]["entry_row"]) - 1 if cut else len(rows) - 1
        self._waiting = rows[begin:]
        return done

    def _courses(
        self, trades: TradeArray, candles: CandleArrays, adaptive: Adaptive | None
    ) -> list[dict[str, float]]:
        """What each trade went through, by name."""
        course = trade_course(trades, candles, terms_of(self._config), adaptive)
        columns = (getattr(course, name) for name in COURSE)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [dict(zip(COURSE, row, strict=True)) for row in rows]

    def _adaptive(self, rows: Sequence[Redecided]) -> Adaptive | None:
        terms = adaptive_terms_of(self._config)
        if terms is None:
            return None
        known = [None, *(row.first_atr for row in rows[:-1])]
        atr = np.array(known, np.float64)  # None is NaN
        return Adaptive(terms, atr, np.array(self._returns[-terms.kelly_trades :], np.float64))

    @property
    def held(self) -> Outline | None:
        """What is open after the last chunk."""
        return self._open

    @property
    def settled_until(self) -> datetime:
        """Every trade entered before this moment has been given out."""
        return self._open.entry_time if self._open else self._waiting[-1].row.time

    def _closed(
        self, trade: np.void, times: NDArray[np.int64], course: dict[str, float]
    ) -> Outline:
        before = self._balance
        self._balance += float(trade["pnl"])
        pnl_pct = float(trade["pnl"] / (trade["quantity"] * trade["entry_price"]) * 100.0)
        self._returns = [*self._returns[1 - MOST_KELLY_TRADES :], pnl_pct]
        return Outline(
            direction=Action.of_sign(int(trade["direction"])),
            entry_time=utc_time(int(times[trade["entry_row"]])),
            entry_price=float(trade["entry_price"]),
            exit_time=utc_time(int(times[trade["exit_row"]])),
            exit_price=float(trade["exit_price"]),
            exit_reason=str(ExitReason.of_code(int(trade["reason"]))),
            quantity=float(trade["quantity"]),
            fees=float(trade["fees"]),
            pnl=float(trade["pnl"]),
            pnl_pct=pnl_pct,
            balance_before=before,
            **course,
        )

    def _held(self, trade: np.void, times: NDArray[np.int64]) -> Outline:
        return still_open(
            Action.of_sign(int(trade["direction"])),
            utc_time(int(times[trade["entry_row"]])),
            float(trade["entry_price"]),
            float(trade["quantity"]),
            self._balance,
        )


def _is_cut(trade: np.void) -> bool:
    return bool(trade["reason"] == END_OF_DATA)


class PaperWalk:
    """The fills of the bot on paper, a candle at a time, under a config that may change."""

    def __init__(self, symbol: str, balance: float) -> None:
        self._paper = PaperExchangeClient(symbol, balance)
        self._ledger = Ledger.opened(balance)
        self._balance = balance
        self._returns: list[float] = []
        self._last: datetime | None = None

    def step(
        self,
        candle: Candle,
        wanted: Action,
        config: StrategyConfig,
        *,
        exits_only: bool = False,
        scale: float = 1.0,
        atr: float | None = None,
    ) -> list[Outline]:
        """Act on the decision before at the candle's open, settle inside it; the trades closed."""
        self._last = candle.open_time
        basis = EntryBasis(atr=atr, kelly=kelly_of(config, self._returns))
        self._paper.submit(wanted, config, exits_only=exits_only, scale=scale, basis=basis)
        fills = self._paper.settle(candle, config)
        if not fills and self._ledger.round_trip is None:
            return []
        booking = self._ledger.after_candle(fills, candle)
        self._ledger = booking.ledger
        outlines = []
        for trade in booking.trades:
            outlines.append(closed(trade, self._balance))
            self._balance += trade.pnl
            self._returns = [*self._returns[1 - MOST_KELLY_TRADES :], trade.pnl_pct]
        return outlines

    @property
    def held(self) -> Outline | None:
        """What is open after the last candle."""
        return held_at(self._paper.position(), self._balance)

    @property
    def settled_until(self) -> datetime | None:
        """Every trade entered before this moment has been given out."""
        held = self._ledger.round_trip
        return self._last if held is None else held.entry_time
