"""The table of all trades, each with its reasons."""

from typing import Any

from bot.reports.formats import number as plain_number
from bot.reports.formats import price, short_moment, significant
from bot.reports.html import number, packed, text, tone

Json = dict[str, Any]

PLAIN_BYTES = 1_500_000
"""Rows that take more are packed, so that the file stays small; the page unpacks them."""

_COLUMNS = (  # heading, width in em, whether it is sorted as a number
    ("No.", 4, True),
    ("Direction", 7, False),
    ("Entered (UTC)", 12, False),
    ("Left (UTC)", 12, False),
    ("P&L", 8, True),
    ("P&L %", 5.5, True),
    ("Exit", 7, False),
    ("Why entered", 30, False),
    ("Why left", 22, False),
    ("Entry price", 8.5, True),
    ("Exit price", 8.5, True),
    ("Last stop", 8.5, True),
    ("Target", 8.5, True),
    ("Best %", 5.5, True),
    ("Worst %", 5.5, True),
    ("Quantity", 8.5, True),
    ("Size %", 5.5, True),
    ("Fees", 8, True),
    ("Slippage", 8, True),
    ("Candles", 6, True),
)
_PRICES = (
    "entry_price",
    "exit_price",
    "last_stop_price",
    "target_price",
)
_CAPTION = (
    "Times are the open times of the candles in which the fills happened. The last stop is where"
    " it lay at the exit; best and worst are the prices while held, in percent of the entry, as far"
    " as candles tell. A heading sorts; again turns the order round."
)


def trade_table(trades: list[Json], digits: int) -> str:
    """All trades as rows; `digits` are the decimals of money."""
    if not trades:
        return "<p>No trade was made.</p>"
    rows = "".join(_row(k, trade, digits) for k, trade in enumerate(trades, start=1))
    heads = "".join(_head(name, numeric) for name, _, numeric in _COLUMNS)
    widths = "".join(f'<col style="width:{width}em">' for _, width, _ in _COLUMNS)
    total = sum(width for _, width, _ in _COLUMNS)
    fits = len(rows) <= PLAIN_BYTES
    table = (
        f"<p class=soft>{_CAPTION}</p>"
        '<div class="scroll tall" tabindex=0 role=region aria-labelledby=trades-title>'
        f'<table id=trade-table class=trades style="width:{total}em">'
        f"<colgroup>{widths}</colgroup><thead><tr>{heads}</thead>"
        f"<tbody>{rows if fits else ''}</tbody></table></div>"
    )
    return table if fits else table + packed("trades", rows.encode())


def _head(name: str, numeric: bool) -> str:
    kind = " data-kind=number" if numeric else ""
    return f"<th scope=col{kind}><button type=button>{text(name)}</button>"


def _row(k: int, trade: Json, digits: int) -> str:
    long = trade["direction"] == "LONG"
    gain = tone(trade["pnl"])
    cells = (
        f"<td>{k}",
        f"<td>{'▲' if long else '▼'} {text(trade['direction'])}",
        f"<td>{text(short_moment(trade['entry_time']))}",
        f"<td>{text(short_moment(trade['exit_time']))}",
        f"<td class={gain or 'none'}>{number(trade['pnl'], digits, '+')}",
        f"<td class={gain or 'none'}>{number(trade['pnl_pct'], 2, '+')}",
        f"<td>{text(trade['exit_reason'].replace('_', ' '))}",
        f"<td>{text(trade['entry_reason'])}",
        f"<td>{text(trade['exit_explanation'])}",
        *(f"<td>{price(trade[name])}" for name in _PRICES),
        *(f"<td>{plain_number(each, 2)}" for each in _extremes_pct(trade, long=long)),
        f"<td>{significant(trade['quantity'], 6)}",
        f"<td>{plain_number(trade['position_pct'], 1, grouped=False)}",
        f"<td>{number(trade['fees'], digits)}",
        f"<td>{number(trade['slippage'], digits)}",
        f"<td>{trade['candles_held']}",
    )
    return f"<tr>{''.join(cells)}\n"


def _extremes_pct(trade: Json, *, long: bool) -> tuple[float, float]:
    """How far the price went for the trade while it was held, and against it."""
    names = ("highest_price", "lowest_price") if long else ("lowest_price", "highest_price")
    side, entry = (1 if long else -1), trade["entry_price"]
    best, worst = (side * (trade[name] / entry - 1.0) * 100.0 for name in names)
    return best, worst
