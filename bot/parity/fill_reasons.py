"""Why a fill differs where the decision is the same: its size, price, fee and numbers."""

import math

from bot.parity.cause import Cause, Reason
from bot.parity.outline import TOLERANCE, Outline


def price_words(expected: Outline, bot: Outline) -> str:
    """The prices that differ, in words."""
    prices = {
        "entered": (bot.entry_price, expected.entry_price),
        "left": (bot.exit_price, expected.exit_price),
    }
    return ", ".join(
        f"{verb} at {mine:.8g} instead of {theirs:.8g} ({(mine / theirs - 1) * 100:+.3g} %)"
        for verb, (mine, theirs) in prices.items()
        if mine is not None and theirs is not None and not _close(mine, theirs)
    )


def size_reasons(expected: Outline, bot: Outline) -> list[Reason]:
    """Why the quantity differs, where it does: sized on another balance, or filled in part."""
    if _close(bot.quantity, expected.quantity):
        return []
    share = bot.balance_before / expected.balance_before if expected.balance_before else 1.0
    at_price = expected.quantity * share * expected.entry_price / bot.entry_price
    if _close(bot.quantity, at_price):
        return [balance_reason(expected, bot)]
    words = f"quantity {bot.quantity:.8g}, {bot.quantity / expected.quantity:.4%} of what was due"
    if bot.quantity < expected.quantity:
        return [Reason(cause=Cause.PARTIAL_FILL, words=words)]
    return [Reason(cause=Cause.UNEXPLAINED, words=words)]


def fee_reasons(expected: Outline, bot: Outline) -> list[Reason]:
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
    recorded, recorded_pct = bot.pnl or 0.0, bot.pnl_pct or 0.0
    pnl_pct = pnl / (bot.quantity * bot.entry_price) * 100.0
    if not _close(recorded, pnl, _notional(bot)) or not _close(recorded_pct, pnl_pct, 100.0):
        words = (
            f"P&L {recorded:.8g} ({recorded_pct:.6g} %), but its prices, quantity and fees make "
            f"{pnl:.8g} ({pnl_pct:.6g} %)"
        )
        reasons.append(Reason(cause=Cause.ARITHMETIC, words=words))
    return reasons


def balance_reason(before: Outline, after: Outline) -> Reason:
    """Why a trade is of another size: the balance that it was sized on."""
    words = (
        f"sized on a balance of {after.balance_before:,.2f} instead of "
        f"{before.balance_before:,.2f}, after an earlier difference"
    )
    return Reason(cause=Cause.BALANCE, words=words)


def _notional(trade: Outline) -> float:
    return trade.quantity * (trade.entry_price + (trade.exit_price or 0.0))


def _close(number: float, other: float, scale: float = 0.0) -> bool:
    """Within 1e-6 of themselves, or 1e-9 of the scale that they are a difference on."""
    return math.isclose(number, other, rel_tol=TOLERANCE, abs_tol=1e-9 * scale)
