"""Why a trade made by orders is not the one that paper would have made of the same decisions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from bot.domain import Candle, JournalLine
from bot.parity.cause import Cause, Reason
from bot.parity.fill_reasons import fee_reasons
from bot.parity.orders.exits import exit_reasons
from bot.parity.orders.order_trade import OrderTrade, OrderTrades
from bot.parity.orders.recorded_market import RecordedMarket
from bot.parity.orders.sizes import fee_problem, size_reasons
from bot.parity.outline import TOLERANCE, Outline
from bot.parity.rows import Row


class OrderReasons:
    """Explains the trades of one symbol in the order of their entries.

    A trade is explained where a decision led to it, the journal has its orders, and price, quantity
    and exit are what these orders and the recorded candles allow. All the rest is unexplained.
    """

    def __init__(self, lines: Iterable[JournalLine], timeframe: str) -> None:
        self._told = OrderTrades.told_by(lines)
        self._market = RecordedMarket(timeframe)
        self._expected: Outline | None = None
        self._bot: Outline | None = None
        self._cause = Cause.UNEXPLAINED

    def see(self, rows: Sequence[Row]) -> None:
        """Take note of further rows; all of them before anything is explained."""
        self._market.see(rows)

    def explain(self, expected: Outline | None, bot: Outline | None) -> list[Reason]:
        """The reasons for the two trades of an entry time, what is unexplained first."""
        reasons = list(self._reasons(expected, bot))
        self._expected, self._bot = expected or self._expected, bot or self._bot
        return sorted(reasons, key=lambda reason: reason.cause is not Cause.UNEXPLAINED)

    @cached_property
    def _trades(self) -> dict[datetime, OrderTrade]:
        """By the open time of the candle of the entry."""
        return {self._market.open_time(trade.entries[0].at): trade for trade in self._told.trades}

    @cached_property
    def _refusals(self) -> dict[datetime, str]:
        """By the open time of the candle in which nothing was entered."""
        return {self._market.open_time(at): words for at, words in self._told.refusals}

    def _reasons(self, expected: Outline | None, bot: Outline | None) -> Iterator[Reason]:
        if expected is not None and bot is not None:
            yield from self._of_both(expected, bot)
        elif bot is not None:
            yield self._only_bot(bot)
        elif expected is not None:
            yield self._only_expected(expected)

    def _of_both(self, expected: Outline, bot: Outline) -> Iterator[Reason]:
        trade, candle = self._trades.get(bot.entry_time), self._market.candle(bot.entry_time)
        if trade is None or candle is None:
            yield _unexplained("the journal has no orders of it")
            return
        delay = (trade.entries[0].at - candle.open_time).total_seconds()
        if not candle.low * (1 - TOLERANCE) <= bot.entry_price <= candle.high * (1 + TOLERANCE):
            yield _unexplained(f"bought at {bot.entry_price:.8g}, no price of its candle")
        elif abs(bot.entry_price / expected.entry_price - 1) > TOLERANCE:
            words = f"bought {delay:.1f} s after the open at {bot.entry_price:.8g}"
            yield Reason(cause=Cause.SLIPPAGE, words=f"{words}, not {expected.entry_price:.8g}")
        for reason in exit_reasons(expected, bot, trade, self._life(bot, trade)):
            self._cause = reason.cause
            yield reason
        yield from size_reasons(expected, bot, trade, candle)
        yield from fee_reasons(expected, bot)
        problem = fee_problem(bot, trade)
        if problem is not None:
            yield problem

    def _only_bot(self, bot: Outline) -> Reason:
        trade = self._trades.get(bot.entry_time)
        if trade is None or self._market.decided(trade.decided_at) is not bot.direction:
            return _unexplained("no decision on record leads to it")
        if not _holds_at(self._expected, bot.entry_time):
            return _unexplained("the backtest held nothing then, and entered nothing")
        words = "the backtest still held the trade before, which ended otherwise"
        return Reason(cause=self._cause, words=words)

    def _only_expected(self, expected: Outline) -> Reason:
        if _holds_at(self._bot, expected.entry_time):
            words = "the bot still held the trade before, which ended otherwise"
            return Reason(cause=self._cause, words=words)
        refusal = self._refusals.get(expected.entry_time)
        if refusal is None:
            return _unexplained("decided, but no order is on record")
        self._cause = Cause.NOT_ENTERED
        return Reason(cause=Cause.NOT_ENTERED, words=refusal)

    def _life(self, bot: Outline, trade: OrderTrade) -> Sequence[Candle]:
        """The candles from the entry to the last sale, or to the end of the record."""
        sale = trade.last_sale
        last = None if sale is None or bot.is_open else self._market.open_time(sale.at)
        return self._market.candles(bot.entry_time, last)


def _holds_at(trade: Outline | None, moment: datetime) -> bool:
    """Whether the trade before was still there in the candle of a moment."""
    if trade is None or trade.entry_time >= moment:
        return False
    return trade.exit_time is None or trade.exit_time >= moment


def _unexplained(words: str) -> Reason:
    return Reason(cause=Cause.UNEXPLAINED, words=words)
