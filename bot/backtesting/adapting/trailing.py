"""A position whose stop may trail while it is held."""

from bot.arrays import FloatArray
from bot.backtesting.adapting.adaptive import Adaptive
from bot.backtesting.holding import held_until
from bot.compiled import compiled
from bot.rules import Account, Terms, equity_at, tightened, touched


@compiled
def adaptively_held_until(
    curve: FloatArray,
    at: int,
    account: Account,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    start: int,
    terms: Terms,
    adaptive: Adaptive | None,
) -> int:
    """`held_until`, for a stop too that lies in each row where the rows before have put it."""
    if adaptive is None:
        return held_until(curve, at, account, high, low, close, start)
    if not adaptive.terms.trails:
        return held_until(curve, at, account, high, low, close, start)
    t = start
    while t < close.size:
        stopped, reached = touched(account, high[t], low[t])
        if stopped or reached:
            break
        curve[at] = equity_at(account, close[t])
        account = tightened(account, high[t], low[t], terms.stop_loss_pct)
        t += 1
        at += 1
    return t


@compiled
def moved_by(
    account: Account,
    high: FloatArray,
    low: FloatArray,
    start: int,
    end: int,
    terms: Terms,
    adaptive: Adaptive | None,
) -> Account:
    """The account with its stop where the rows start to end - 1 have put it."""
    if adaptive is None:
        return account
    if adaptive.terms.trails:
        for t in range(start, end):
            account = tightened(account, high[t], low[t], terms.stop_loss_pct)
    return account
