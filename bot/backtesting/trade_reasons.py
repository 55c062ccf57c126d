"""Why each trade was entered and left, in words; made only when somebody wants to read them."""

from bot.backtesting.result import BacktestResult
from bot.backtesting.trade_details import TradeDetails
from bot.domain import ExitReason

_FINE = 100.0


def entry_reasons(result: BacktestResult) -> list[str]:
    """The reason of the decision that each entry acted on: that of the candle before it."""
    rows = result.trade_records["entry_row"].tolist()
    return [result.decisions.at(row - 1).reason for row in rows]


def exit_reasons(result: BacktestResult, details: TradeDetails) -> list[str]:
    """What closed each trade, with the prices that show it."""
    return [_exit_reason(result, details, k) for k in range(len(result.trade_records))]


def _exit_reason(result: BacktestResult, details: TradeDetails, k: int) -> str:
    record = result.trade_records[k]
    row = int(record["exit_row"])
    reason = ExitReason.of_code(int(record["reason"]))
    if reason is ExitReason.SIGNAL:
        return f"opposite decision: {result.decisions.at(row - 1).reason}"
    if reason is ExitReason.END_OF_DATA:
        return "the candles end here: closed at the last close"
    stopped = reason is ExitReason.STOP_LOSS
    order = "stop" if stopped else "target"
    level = float((details.stop_price if stopped else details.target_price)[k])
    candles = result.decisions.candles
    if details.exit_at_open[k]:
        opened = price_text(float(candles.open[row]))
        return f"opened at {opened}, beyond the {order} at {price_text(level)}: filled at the open"
    falls = (int(record["direction"]) > 0) is stopped
    touched = price_text(float((candles.low if falls else candles.high)[row]))
    return f"{'low' if falls else 'high'} {touched} touched the {order} at {price_text(level)}"


def price_text(price: float) -> str:
    """A price with as many decimals as its size asks for."""
    if abs(price) >= _FINE:
        return f"{price:,.2f}"
    return f"{price:,.4f}" if abs(price) >= 1.0 else f"{price:.8f}"
