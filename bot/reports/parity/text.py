"""The parity report for people on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.reports.formats import significant, whole
from bot.reports.text_layout import WIDE, wrapped

_SHOWN = 50


def as_text(document: Mapping[str, Any]) -> str:
    """The verdict first, then what was compared, then each trade that differs and why."""
    lines = [
        f"Parity of {document['symbol']} on {document['timeframe']} candles, {document['mode']}",
        "",
        verdict(document),
        "",
        f"Candles    {whole(document['candles'])} from {document['first']} to {document['last']}",
        f"Decisions  {whole(document['decisions'])} under {document['configs']} config(s)",
        f"Trades     {whole(document['trades']['bot'])} of the bot, "
        f"{whole(document['trades']['backtest'])} of the backtest",
    ]
    lines += _causes(document)
    lines += _listed(document["listed"], document["differences"]["trades"])
    lines += _record(document["in_the_record"])
    for note in document["notes"]:
        lines += ["", *wrapped("", note, WIDE)]
    return "\n".join(lines) + "\n"


def verdict(document: Mapping[str, Any]) -> str:
    """One sentence: 0 differences, or how many of what."""
    count = document["differences"]
    if not count["total"]:
        return "0 differences: every trade, decision and candle is as the backtester has it."
    plural = "" if count["total"] == 1 else "s"
    return (
        f"{whole(count['total'])} difference{plural}: {whole(count['trades'])} in trades, "
        f"{whole(count['decisions'])} in decisions, {whole(count['changed_candles'])} in candles "
        "that were changed afterwards."
    )


def _causes(document: Mapping[str, Any]) -> list[str]:
    causes = document["differences"]["by_cause"]
    if not causes:
        return []
    return ["", "Trades that differ, by their first cause", *_table(causes)]


def _table(counts: Mapping[str, int]) -> list[str]:
    width = max(len(name) for name in counts)
    return [f"  {name:<{width}}  {whole(count):>7}" for name, count in counts.items()]


def _listed(differences: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    lines = []
    for difference in differences[:_SHOWN]:
        lines += ["", *_difference(difference)]
    if count > _SHOWN:
        rest = f"{whole(count - min(count, _SHOWN))} further trades differ"
        lines += ["", f"{rest}; --json and --html list the first {whole(len(differences))}."]
    return lines


def _difference(difference: Mapping[str, Any]) -> list[str]:
    lines = [f"{difference['entry_time']}  {headline(difference)}"]
    for name in ("backtest", "bot"):
        lines.append(f"  {name:<9} {outline(difference[name])}")
    for reason in difference["reasons"]:
        lines += wrapped("  why       ", f"{reason['cause']}: {reason['words']}", WIDE)
    return lines


def headline(difference: Mapping[str, Any]) -> str:
    """What kind of difference it is."""
    if difference["bot"] is None:
        return "only the backtest has this trade"
    if difference["backtest"] is None:
        return "only the bot has this trade"
    return f"differs in {', '.join(difference['fields'])}"


def outline(trade: Mapping[str, Any] | None) -> str:
    """A trade in one line."""
    if trade is None:
        return "no trade"
    quantity, price = significant(trade["quantity"], 8), significant(trade["entry_price"], 8)
    entry = f"{trade['direction']} {quantity} at {price}"
    if trade["exit_time"] is None:
        return f"{entry}, still open"
    return (
        f"{entry}, out {trade['exit_time']} at {significant(trade['exit_price'], 8)} "
        f"({trade['exit_reason']}), fees {significant(trade['fees'], 6)}, "
        f"P&L {significant(trade['pnl'], 6)}"
    )


def _record(marks: Mapping[str, Any]) -> list[str]:
    """What in the record can explain a difference, also where no trade came of it."""
    lines: list[str] = []
    for cause, marked in marks.items():
        lines += ["", f"{cause}: {whole(marked['count'])} in the record"]
        lines += [f"  {mark['words']}" for mark in marked["first"][:5]]
        if marked["count"] > 5:
            lines.append("  ...")
    return lines
