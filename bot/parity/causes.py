"""Why a trade of the bot is not the backtester's: the first change that makes it so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.parity.evidence import Cause, Evidence
from bot.parity.outline import SHAPE, TOLERANCE, Outline

STEPS = (Cause.CONFIG_CHANGE, Cause.MISSED_CYCLE, Cause.LATE_CANDLE, Cause.DECISION)
"""What is taken from the record one after another, on the way from the backtest to the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A cause with its words."""

    cause: Cause
    words: str


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

    def __init__(self, evidence: Evidence, *, on_paper: bool) -> None:
        self._evidence = evidence
        self._on_paper = on_paper
        self._until: datetime | None = None
        self._cause = Cause.UNEXPLAINED
        self._diverged = False

    def explain(self, found: Sequence[Outline | None], bot: Outline | None) -> Difference | None:
        """The difference between found[0] (the backtest) and the bot's trade; None if equal.

        `found[k]` is the trade of the same entry time after STEPS[:k] are taken from the record.
        """
        fields = _differing(found[0], bot)
        if not fields:
            return None
        reasons = self._by_steps(found, bot)
        reasons += self._by_fill(found[-1], bot)
        known = next(trade for trade in (bot, *found) if trade is not None)
        return Difference(
            entry_time=known.entry_time,
            backtest=found[0],
            bot=bot,
            fields=() if found[0] is None or bot is None else fields,
            reasons=tuple(dict.fromkeys(reasons)),
        )

    def _by_steps(self, found: Sequence[Outline | None], bot: Outline | None) -> list[Reason]:
        reasons = []
        for cause, before, after in zip(STEPS, found, found[1:], strict=False):
            fields = _differing(before, after)
            if not fields:
                continue
            if set(fields) & set(SHAPE) or before is None or after is None:
                reasons.append(self._step_reason(cause, _end(before, after, bot)))
            else:
                reasons.append(_balance_reason(before, after))
        return reasons

    def _step_reason(self, cause: Cause, until: datetime | None) -> Reason:
        if cause is Cause.DECISION:
            changed = self._evidence.latest(Cause.CHANGED_CANDLE, until)
            if changed is not None:
                return Reason(cause=Cause.CHANGED_CANDLE, words=changed.words)
        mark = self._evidence.latest(cause, until)
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
        return reasons + _size_reasons(expected, bot) + _fee_reasons(expected, bot)

    def _other_trade(self, expected: Outline | None, bot: Outline | None) -> Reason:
        """A trade that only one of them has, or that ends otherwise."""
        known = next(trade for trade in (bot, expected) if trade is not None)
        begin, end = known.entry_time, _end(expected, bot)
        follows = self._diverged and (self._until is None or begin <= self._until)
        changed = self._evidence.latest(Cause.CHANGED_CANDLE, end)
        if changed is not None and changed.time >= begin:
            reason = Reason(cause=Cause.CHANGED_CANDLE, words=changed.words)
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

    def _price_reason(self, expected: Outline, bot: Outline) -> Reason:
        changed = self._evidence.latest(Cause.CHANGED_CANDLE, _end(expected, bot))
        if changed is not None and changed.time >= bot.entry_time:
            return Reason(cause=Cause.CHANGED_CANDLE, words=changed.words)
        pairs = {
            "entered": (bot.entry_price, expected.entry_price),
            "left": (bot.exit_price, expected.exit_price),
        }
        said = [
            f"{verb} at {mine:.8g} instead of {theirs:.8g} ({(mine / theirs - 1) * 100:+.3g} %)"
            for verb, (mine, theirs) in pairs.items()
            if mine is not None and theirs is not None and not _close(mine, theirs)
        ]
        paper = "; paper fills do not slip beyond the rule, so the record was changed"
        words = ", ".join(said) + (paper if self._on_paper else "")
        return Reason(cause=Cause.SLIPPAGE, words=words)


def _size_reasons(expected: Outline, bot: Outline) -> list[Reason]:
    """A quantity that the balance or the fill price explains, or one that was filled in part."""
    if _close(bot.quantity, expected.quantity):
        return []
    share = bot.balance_before / expected.balance_before if expected.balance_before else 1.0
    at_price = expected.quantity * share * expected.entry_price / bot.entry_price
    if _close(bot.quantity, at_price):
        return [_balance_reason(expected, bot)]
    words = f"quantity {bot.quantity:.8g}, {bot.quantity / expected.quantity:.4%} of what was due"
    if bot.quantity < expected.quantity:
        return [Reason(cause=Cause.PARTIAL_FILL, words=words)]
    return [Reason(cause=Cause.UNEXPLAINED, words=words)]


def _fee_reasons(expected: Outline, bot: Outline) -> list[Reason]:
    """Fees at another rate, and numbers of the record that contradict one another."""
    if None in (bot.exit_price, bot.fees, bot.pnl, expected.fees, expected.exit_price):
        return []
    reasons = []
    paid, due = bot.fees or 0.0, (expected.fees or 0.0) * _notional(bot) / _notional(expected)
    if not _close(paid, due):
        words = f"fees {paid:.8g} instead of {due:.8g} on this quantity and these prices"
        reasons.append(Reason(cause=Cause.FEE, words=words))
    move = bot.direction.sign * ((bot.exit_price or 0.0) - bot.entry_price)
    pnl = bot.quantity * move - paid
    told, told_pct = bot.pnl or 0.0, bot.pnl_pct or 0.0
    pnl_pct = pnl / (bot.quantity * bot.entry_price) * 100.0
    if not _close(told, pnl, _notional(bot)) or not _close(told_pct, pnl_pct, 100.0):
        words = (
            f"P&L {told:.8g} ({told_pct:.6g} %), but its prices, quantity and fees make "
            f"{pnl:.8g} ({pnl_pct:.6g} %)"
        )
        reasons.append(Reason(cause=Cause.ARITHMETIC, words=words))
    return reasons


def _balance_reason(before: Outline, after: Outline) -> Reason:
    words = (
        f"sized on a balance of {after.balance_before:,.2f} instead of "
        f"{before.balance_before:,.2f}, after an earlier difference"
    )
    return Reason(cause=Cause.BALANCE, words=words)


def _notional(trade: Outline) -> float:
    return trade.quantity * (trade.entry_price + (trade.exit_price or 0.0))


def _close(one: float, other: float, scale: float = 0.0) -> bool:
    """Within 1e-6 of themselves, or 1e-9 of the scale that they are a difference on."""
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-9 * scale)


def _end(*trades: Outline | None) -> datetime | None:
    """The last exit of the trades; None where one is still open."""
    exits = [trade.exit_time for trade in trades if trade is not None]
    closed = [moment for moment in exits if moment is not None]
    return max(closed) if len(closed) == len(exits) and closed else None


def _differing(one: Outline | None, other: Outline | None) -> tuple[str, ...]:
    if one is None or other is None:
        return () if one is other else ("entry_time",)
    return one.differing(other)
