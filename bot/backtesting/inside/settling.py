"""The exit of a candle that touches stop or target, decided on the finer candles inside it."""

from bot.backtesting.inside.detail import Detail
from bot.compiled import compiled
from bot.rules import NO_EXIT, NOTHING, Account, Exit, Terms, settle_inside, settle_open


@compiled
def settle_finer(
    held: Account, row: int, entry_row: int, terms: Terms, detail: Detail
) -> tuple[Account, Exit]:
    """What the finer candles inside a coarse row do to a position, one after the other.

    Each settles its open and then what is inside it, as a coarse candle does; the first of the
    entry's own row is the one that was entered at, so its open settles nothing.
    """
    begin = detail.first[row]
    for k in range(begin, detail.first[row + 1]):
        if k > begin or row > entry_row:
            account, done = settle_open(held, 0, detail.open[k], terms)
            if done.code != NO_EXIT:
                return account, done
        account, done = settle_inside(held, detail.high[k], detail.low[k], terms)
        if done.code != NO_EXIT:
            return account, done
    return held, NOTHING


@compiled
def close_in_detail(
    held: Account,
    row: int,
    entry_row: int,
    open_: float,
    high: float,
    low: float,
    terms: Terms,
    detail: Detail,
) -> tuple[Account, Exit]:
    """Close at a coarse row that touches the stop or the target: at its open or inside it.

    Where no finer candle of the row touches either, the coarse candle decides.
    """
    if row > entry_row:
        account, done = settle_open(held, 0, open_, terms)
        if done.code != NO_EXIT:
            return account, done
    account, done = settle_finer(held, row, entry_row, terms, detail)
    if done.code != NO_EXIT:
        return account, done
    return settle_inside(held, high, low, terms)
