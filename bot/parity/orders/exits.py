"""Why orders left a position at another time or price than paper would have."""

from collections.abc import Iterator, Sequence

from bot.domain import Candle, ExitReason
from bot.parity.cause import FORCED_EXITS, Cause, Reason
from bot.parity.orders.order_trade import Execution, OrderTrade
from bot.parity.outline import TOLERANCE, Outline

_NOISE = 1e-9


def exit_reasons(
    expected: Outline, bot: Outline, trade: OrderTrade, life: Sequence[Candle]
) -> Iterator[Reason]:
    """The reasons, where the exits differ; none where they are alike.

    `life` are the candles from the one of the entry to that of the last sale, or to the end of the
    record. Unexplained where a candle touched what rested and it was held on, or where the candle
    of the exit has no such price.
    """
    if _is_alike(expected, bot):
        return
    problem = _problem(trade, life)
    if problem is not None:
        yield Reason(cause=Cause.UNEXPLAINED, words=problem)
        return
    if bot.exit_reason in FORCED_EXITS:
        yield Reason(cause=Cause.FORCED_EXIT, words=FORCED_EXITS[bot.exit_reason])
        return
    sold_in = None if bot.is_open else life[-1].open_time
    if sold_in != expected.exit_time or bot.exit_reason != expected.exit_reason:
        yield _other_exit(expected, bot, trade, life)
    elif trade.last_sale is not None and not _near(trade.last_sale.price, expected.exit_price):
        words = f"left at {trade.last_sale.price:f} instead of {expected.exit_price:.8g}"
        yield Reason(cause=_of_level(expected, bot), words=words)
    if trade.exits and trade.exits[-1].is_written_off:
        left = trade.exits[-1]
        words = f"{left.quantity:f} were too little to be sold, and written off at {left.price:f}"
        yield Reason(cause=Cause.DUST, words=words)


def _is_alike(expected: Outline, bot: Outline) -> bool:
    same = (bot.exit_time, bot.exit_reason) == (expected.exit_time, expected.exit_reason)
    return same and _near(bot.exit_price, expected.exit_price)


def _other_exit(
    expected: Outline, bot: Outline, trade: OrderTrade, life: Sequence[Candle]
) -> Reason:
    """The exit lies in another candle, or has another reason."""
    last = life[-1]
    if expected.exit_time == bot.entry_time and len(life) > 1:
        words = "what the candle of the entry touched, it touched before the entry"
        return Reason(cause=Cause.ENTRY_DELAY, words=words)
    if expected.exit_time == last.open_time and _touched(trade, last) == 2:
        words = f"the candle {last.open_time:%F %H:%M} touched both, {bot.exit_reason} first"
        return Reason(cause=Cause.INSIDE_CANDLE, words=words)
    words = f"its stop rested at {trade.stop_price:f} and its target at {trade.target_price or 0:f}"
    return Reason(cause=_of_level(expected, bot), words=words)


def _of_level(expected: Outline, bot: Outline) -> Cause:
    """Why a stop or target lies elsewhere: it was bought at another price, or the tick."""
    same = _near(bot.entry_price, expected.entry_price)
    return Cause.ROUNDING if same else Cause.SLIPPAGE


def _problem(trade: OrderTrade, life: Sequence[Candle]) -> str | None:
    """What the recorded candles do not allow; None = they allow it."""
    if trade.stop_price is None:
        return "no stop rested for it"
    sale = trade.last_sale if trade.exits else None
    held_on = life[1:] if sale is None else life[1:-1]
    ignored = next((candle for candle in held_on if _touched(trade, candle)), None)
    if ignored is not None:
        return f"held on, though the candle {ignored.open_time:%F %H:%M} touched stop or target"
    return None if sale is None else _sale_problem(sale, life[-1])


def _sale_problem(sale: Execution, candle: Candle) -> str | None:
    price, leg = float(sale.price), sale.leg_price
    if not candle.low * (1 - _NOISE) <= price <= candle.high * (1 + _NOISE):
        return f"sold at {sale.price:f}, where the candle has no such price"
    if leg is None:
        asked_for = (ExitReason.SIGNAL, ExitReason.TAKE_PROFIT)  # a target that could not rest
        if sale.exit_reason in asked_for or sale.exit_reason in FORCED_EXITS:
            return None
        return f"left by {sale.exit_reason} at the market, which no candle asks for"
    is_stop = sale.exit_reason is ExitReason.STOP_LOSS
    if (sale.price > leg) if is_stop else (sale.price < leg):
        return f"sold at {sale.price:f}, where {leg:f} rested"
    return None


def _touched(trade: OrderTrade, candle: Candle) -> int:
    """How many of stop and target a candle touched."""
    stop = trade.stop_price is not None and candle.low <= float(trade.stop_price)
    target = trade.target_price is not None and candle.high >= float(trade.target_price)
    return stop + target


def _near(price: object, other: float | None) -> bool:
    if price is None or other is None:
        return price is other
    return abs(float(price) / other - 1) <= TOLERANCE  # type: ignore[arg-type]  # a number
