"""Why a trade of the bot is not the backtester's: the first change that makes it so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.parity.cause import FORCED_EXITS, STEPS, Cause, Reason
from bot.parity.fill_reasons import balance_reason, fee_reasons, price_words, size_reasons
from bot.parity.marks import RecordMarks
from bot.parity.orders import OrderReasons
from bot.parity.outline import COURSE, SHAPE, Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A trade that differs: the backtester's, the bot's (None = it has none), and why.

    `fields` are those that differ where both have the trade.
    """

    entry_time: datetime
    backtest: Outline | None
    bot: Outline | None
    fields: tuple[str, ...]
    reasons: tuple[Reason, ...]


class Explainer:
    """Explains the trades in the order of their entries; remembers what the last one led to."""

    def __init__(self, marks: RecordMarks, orders: OrderReasons | None, *, on_paper: bool) -> None:
        """`orders` explains the fills of a bot that placed some; None = paper's own rule did."""
        self._marks = marks
        self._orders = orders
        self._on_paper = on_paper
        self._until: datetime | None = None
        self._cause = Cause.UNEXPLAINED
        self._diverged = False

    def explain(self, levels: Sequence[Outline | None], bot: Outline | None) -> Difference | None:
        """The difference between levels[0] (the backtest) and the bot's trade; None if equal.

        `levels[k]` is the trade of the same entry time after STEPS[:k] are taken from the record.
        """
        fields = _differing(levels[0], bot)
        by_orders = None if self._orders is None else self._orders.explain(levels[-1], bot)
        if not fields:
            return None
        reasons = self._by_steps(levels, bot)
        reasons += self._by_fill(levels[-1], bot) if by_orders is None else by_orders
        trade = next(trade for trade in (bot, *levels) if trade is not None)
        return Difference(
            entry_time=trade.entry_time,
            backtest=levels[0],
            bot=bot,
            fields=() if levels[0] is None or bot is None else fields,
            reasons=tuple(dict.fromkeys(reasons)),
        )

    def _by_steps(self, levels: Sequence[Outline | None], bot: Outline | None) -> list[Reason]:
        reasons = []
        for cause, before, after in zip(STEPS, levels, levels[1:], strict=False):
            fields = _differing(before, after)
            if not fields:
                continue
            if before is None or after is None or _is_of_step(fields, before, after):
                reasons.append(self._step_reason(cause, _end(before, after, bot)))
            else:
                reasons.append(balance_reason(before, after))
        return reasons

    def _step_reason(self, cause: Cause, until: datetime | None) -> Reason:
        if cause is Cause.DECISION:
            for other in (Cause.CHANGED_CANDLE, Cause.REVISED_CANDLE):
                candle = self._marks.latest(other, until)
                if candle is not None:
                    return Reason(cause=other, words=candle.words)
        mark = self._marks.latest(cause, until)
        return Reason(cause=cause, words="" if mark is None else mark.words)

    def _by_fill(self, expected: Outline | None, bot: Outline | None) -> list[Reason]:
        """What is left once everything decided is as recorded: the fills themselves."""
        fields = _differing(expected, bot)
        if not fields:
            return []
        if expected is None or bot is None or {"direction", "exit_time", "exit_reason"} & {*fields}:
            return [self._other_trade(expected, bot)]
        reasons = []
        if {"entry_price", "exit_price"} & {*fields}:
            reasons.append(self._price_reason(expected, bot))
        elif {*COURSE} & {*fields}:
            reasons.append(self._course_reason(expected, bot))
        return reasons + size_reasons(expected, bot) + fee_reasons(expected, bot)

    def _other_trade(self, expected: Outline | None, bot: Outline | None) -> Reason:
        """A trade that only one of them has, or that ends otherwise."""
        trade = next(trade for trade in (bot, expected) if trade is not None)
        begin, end = trade.entry_time, _end(expected, bot)
        follows = self._diverged and (self._until is None or begin <= self._until)
        changed = self._marks.latest(Cause.CHANGED_CANDLE, end)
        if changed is not None and changed.time >= begin:
            reason = Reason(cause=Cause.CHANGED_CANDLE, words=changed.words)
        elif bot is not None and bot.exit_reason in FORCED_EXITS:
            reason = Reason(cause=Cause.FORCED_EXIT, words=FORCED_EXITS[bot.exit_reason])
        elif follows:
            words = "the trade before ended otherwise, which shifts this one"
            return self._remember(Reason(cause=self._cause, words=words), end)
        elif bot is None:
            reason = Reason(cause=Cause.UNEXPLAINED, words="decided, but no such trade on record")
        elif expected is None:
            reason = Reason(cause=Cause.UNEXPLAINED, words="no decision on record leads to it")
        else:
            words = f"left by {bot.exit_reason}, where the candles say {expected.exit_reason}"
            reason = Reason(cause=Cause.UNEXPLAINED, words=words)
        return self._remember(reason, end)

    def _remember(self, reason: Reason, until: datetime | None) -> Reason:
        reaches_on = self._diverged and self._until is None
        if until is None or reaches_on:
            self._until = None
        elif self._until is None or until > self._until:
            self._until = until
        self._cause, self._diverged = reason.cause, True
        return reason

    def _course_reason(self, expected: Outline, bot: Outline) -> Reason:
        """Of a trade with the same fills, whose prices while held are others."""
        words = "the same fills, but stop, target or prices while held are not those of the candles"
        unexplained = Reason(cause=Cause.UNEXPLAINED, words=words)
        return self._changed_candle(expected, bot) or unexplained

    def _changed_candle(self, expected: Outline, bot: Outline) -> Reason | None:
        changed = self._marks.latest(Cause.CHANGED_CANDLE, _end(expected, bot))
        if changed is None or changed.time < bot.entry_time:
            return None
        return Reason(cause=Cause.CHANGED_CANDLE, words=changed.words)

    def _price_reason(self, expected: Outline, bot: Outline) -> Reason:
        changed = self._changed_candle(expected, bot)
        if changed is not None:
            return changed
        paper = "; paper fills do not slip beyond the rule, so the record was changed"
        words = price_words(expected, bot) + (paper if self._on_paper else "")
        return Reason(cause=Cause.SLIPPAGE, words=words)


def _is_of_step(fields: Sequence[str], before: Outline, after: Outline) -> bool:
    """Whether the step itself makes the difference, not the balance that another trade left."""
    return bool(set(fields) & set(SHAPE)) or before.balance_before == after.balance_before


def _end(*trades: Outline | None) -> datetime | None:
    """The last exit of the trades; None where one is still open."""
    exits = [trade.exit_time for trade in trades if trade is not None]
    closed = [moment for moment in exits if moment is not None]
    return max(closed) if len(closed) == len(exits) and closed else None


def _differing(before: Outline | None, after: Outline | None) -> tuple[str, ...]:
    if before is None or after is None:
        return () if before is after else ("entry_time",)
    return before.differing(after)
