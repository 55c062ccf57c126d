"""Why orders bought another quantity, or paid other fees, than paper would have."""

from collections.abc import Iterator
from decimal import Decimal

from bot.domain import Candle
from bot.parity.cause import Cause, Reason
from bot.parity.fill_reasons import balance_reason
from bot.parity.orders.order_trade import OrderTrade
from bot.parity.outline import TOLERANCE, Outline


def size_reasons(
    expected: Outline, bot: Outline, trade: OrderTrade, candle: Candle
) -> Iterator[Reason]:
    """The reasons for another quantity; none where it is what was due.

    Due is what the backtest buys, on the bot's balance and at a price of the entry's `candle`.
    """
    if not _near(bot.quantity, float(trade.bought - trade.base_fee)):
        words = f"quantity {bot.quantity:.8g}, where the journal has {trade.bought:f}"
        yield Reason(cause=Cause.UNEXPLAINED, words=words)
        return
    if not _near(bot.balance_before, expected.balance_before):
        yield balance_reason(expected, bot)
    on_balance = expected.quantity * bot.balance_before / expected.balance_before
    least, most = (on_balance * expected.entry_price / price for price in (candle.high, candle.low))
    wanted, step = float(trade.wanted), _step(trade.wanted)
    if wanted > most * (1 + TOLERANCE):
        words = f"{wanted:.8g} were ordered, {wanted / most:.4%} of what was due"
        yield Reason(cause=Cause.UNEXPLAINED, words=words)
    elif wanted < (least - step) * (1 - TOLERANCE):
        words = f"{wanted:.8g} were ordered, {wanted / least:.4%} of what was due"
        yield Reason(cause=Cause.PARTIAL_FILL, words=words)
    elif not _near(wanted, on_balance):
        words = f"{wanted:.8g} were ordered, rounded down to steps of {step:.8g}"
        yield Reason(cause=Cause.ROUNDING, words=words)
    if trade.bought < trade.wanted:
        words = f"{trade.bought:f} of {trade.wanted:f} were filled"
        yield Reason(cause=Cause.PARTIAL_FILL, words=words)
    if trade.base_fee:
        words = f"{trade.base_fee:f} of what was bought were its fee"
        yield Reason(cause=Cause.FEE, words=words)


def fee_problem(bot: Outline, trade: OrderTrade) -> Reason | None:
    """Where the record's fees are not the sum of the journal's."""
    if bot.fees is None or _near(bot.fees, float(trade.fees)):
        return None
    words = f"fees {bot.fees:.8g}, where the journal has {trade.fees:f}"
    return Reason(cause=Cause.UNEXPLAINED, words=words)


def _step(quantity: Decimal) -> float:
    """One unit of its last digit, which is the venue's step or a tenfold of it."""
    return float(Decimal(1).scaleb(int(quantity.normalize().as_tuple().exponent)))


def _near(number: float, other: float) -> bool:
    return abs(number - other) <= TOLERANCE * abs(other)
