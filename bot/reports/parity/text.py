"""The parity report for people on a terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

_SHOWN = 50
_WIDTH = 100


def as_text(document: Mapping[str, Any]) -> str:
    """The verdict first, then what was compared, then each trade that differs and why."""
    lines = [
        f"Parity of {document['symbol']} on {document['timeframe']} candles, {document['mode']}",
        "",
        verdict(document),
        "",
        f"Candles    {document['candles']:,} from {document['first']} to {document['last']}",
        f"Decisions  {document['decisions']:,} under {document['configs']} config(s)",
        f"Trades     {document['trades']['bot']:,} of the bot, "
        f"{document['trades']['backtest']:,} of the backtest",
    ]
    lines += _causes(document)
    lines += _listed(document["listed"], document["differences"]["trades"])
    lines += _record(document["in_the_record"])
    for note in document["notes"]:
        lines += ["", *textwrap.wrap(note, _WIDTH)]
    return "\n".join(lines) + "\n"


def verdict(document: Mapping[str, Any]) -> str:
    """One sentence: 0 differences, or how many of what."""
    found = document["differences"]
    if not found["total"]:
        return "0 differences: every trade, decision and candle is as the backtester has it."
    plural = "" if found["total"] == 1 else "s"
    return (
        f"{found['total']:,} difference{plural}: {found['trades']:,} in trades, "
        f"{found['decisions']:,} in decisions, {found['changed_candles']:,} in candles that were "
        "changed afterwards."
    )


def _causes(document: Mapping[str, Any]) -> list[str]:
    causes = document["differences"]["by_cause"]
    if not causes:
        return []
    return ["", "Trades that differ, by their first cause", *_table(causes)]


def _table(counts: Mapping[str, int]) -> list[str]:
    width = max(len(name) for name in counts)
    return [f"  {name:<{width}}  {count:>7,}" for name, count in counts.items()]


def _listed(differences: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    lines = []
    for found in differences[:_SHOWN]:
        lines += ["", *_told(found)]
    if count > _SHOWN:
        rest = f"{count - min(count, _SHOWN):,} further trades differ"
        lines += ["", f"{rest}; --json and --html list the first {len(differences):,}."]
    return lines


def _told(found: Mapping[str, Any]) -> list[str]:
    lines = [f"{found['entry_time']}  {headline(found)}"]
    for name in ("backtest", "bot"):
        lines.append(f"  {name:<9} {outline(found[name])}")
    for reason in found["reasons"]:
        told = f"{reason['cause']}: {reason['words']}"
        lines += textwrap.wrap(
            told, _WIDTH, initial_indent="  why       ", subsequent_indent=" " * 12
        )
    return lines


def headline(found: Mapping[str, Any]) -> str:
    """What kind of difference it is."""
    if found["bot"] is None:
        return "only the backtest has this trade"
    if found["backtest"] is None:
        return "only the bot has this trade"
    return f"differs in {', '.join(found['fields'])}"


def outline(trade: Mapping[str, Any] | None) -> str:
    """A trade in one line."""
    if trade is None:
        return "no trade"
    entry = f"{trade['direction']} {trade['quantity']:.8g} at {trade['entry_price']:.8g}"
    if trade["exit_time"] is None:
        return f"{entry}, still open"
    return (
        f"{entry}, out {trade['exit_time']} at {trade['exit_price']:.8g} "
        f"({trade['exit_reason']}), fees {trade['fees']:.6g}, P&L {trade['pnl']:.6g}"
    )


def _record(marks: Mapping[str, Any]) -> list[str]:
    """What in the record can explain a difference, also where no trade came of it."""
    lines: list[str] = []
    for cause, found in marks.items():
        lines += ["", f"{cause}: {found['count']:,} in the record"]
        lines += [f"  {mark['words']}" for mark in found["first"][:5]]
        if found["count"] > 5:
            lines.append("  ...")
    return lines
