"""The table of all trades, each with its reasons."""

from typing import Any

from bot.reports.backtest.trade_reasons import price_text
from bot.reports.html.markup import number, text, tone
from bot.reports.html.packed import packed

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
    ("Stop", 8.5, True),
    ("Target", 8.5, True),
    ("Quantity", 8.5, True),
    ("Size %", 5.5, True),
    ("Fees", 8, True),
    ("Slippage", 8, True),
    ("Candles", 6, True),
)
_CAPTION = (
    "Times are the open times of the candles in which the fills happened. A heading sorts; again"
    " turns the order round."
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
        f"<td>{_moment(trade['entry_time'])}",
        f"<td>{_moment(trade['exit_time'])}",
        f"<td class={gain or 'none'}>{number(trade['pnl'], digits, '+')}",
        f"<td class={gain or 'none'}>{number(trade['pnl_pct'], 2, '+')}",
        f"<td>{text(trade['exit_reason'].replace('_', ' '))}",
        f"<td>{text(trade['entry_reason'])}",
        f"<td>{text(trade['exit_explanation'])}",
        *(
            f"<td>{price_text(trade[name])}"
            for name in ("entry_price", "exit_price", "stop_price", "target_price")
        ),
        f"<td>{trade['quantity']:.6g}",
        f"<td>{trade['position_pct']:.1f}",
        f"<td>{number(trade['fees'], digits)}",
        f"<td>{number(trade['slippage'], digits)}",
        f"<td>{trade['candles_held']}",
    )
    return f"<tr>{''.join(cells)}\n"


def _moment(time: str) -> str:
    return text(time.replace("T", " ").removesuffix("Z").removesuffix(":00"))
