"""Why each trade was entered and left, in words; made only when somebody wants to read them."""

from bot.backtesting.result import BacktestResult
from bot.backtesting.trade_details import TradeDetails
from bot.domain import ExitReason

_FINE = 100.0


def entry_reasons(result: BacktestResult) -> list[str]:
    """The reason of the decision that each entry acted on: that of the candle before it."""
    rows = result.trade_records["entry_row"].tolist()
    return [result.decisions.reason_at(row - 1) for row in rows]


def exit_reasons(result: BacktestResult, details: TradeDetails) -> list[str]:
    """What closed each trade, with the prices that show it."""
    records, candles = result.trade_records, result.decisions.candles
    rows = records["exit_row"]
    columns = (
        rows,
        records["direction"],
        records["reason"],
        details.stop_price,
        details.target_price,
        details.exit_at_open,
        candles.open[rows],
        candles.high[rows],
        candles.low[rows],
    )
    fields = zip(*(column.tolist() for column in columns), strict=True)
    return [_exit_reason(result, *values) for values in fields]


def _exit_reason(
    result: BacktestResult,
    row: int,
    direction: int,
    code: int,
    stop: float,
    target: float,
    at_open: bool,
    opened: float,
    high: float,
    low: float,
) -> str:
    reason = ExitReason.of_code(code)
    if reason is ExitReason.SIGNAL:
        return f"opposite decision: {result.decisions.reason_at(row - 1)}"
    if reason is ExitReason.END_OF_DATA:
        return "the candles end here: closed at the last close"
    stopped = reason is ExitReason.STOP_LOSS
    order = "stop" if stopped else "target"
    level = price_text(stop if stopped else target)
    if at_open:
        return f"opened at {price_text(opened)}, beyond the {order} at {level}: filled at the open"
    falls = (direction > 0) is stopped
    touched = price_text(low if falls else high)
    return f"{'low' if falls else 'high'} {touched} touched the {order} at {level}"


def price_text(price: float) -> str:
    """A price with as many decimals as its size asks for."""
    if abs(price) >= _FINE:
        return f"{price:,.2f}"
    return f"{price:,.4f}" if abs(price) >= 1.0 else f"{price:.8f}"
