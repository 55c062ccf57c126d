"""The parity report as one HTML page without any other file."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from bot.reports.formats import whole
from bot.reports.parity.text import headline, outline, verdict

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem;
  color: CanvasText; background: Canvas; }
.verdict { font-size: 1.25rem; font-weight: 600; border-left: .4rem solid; padding-left: .8rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1rem 0; }
th, td { border-bottom: 1px solid GrayText; padding: .35rem .7rem; text-align: left;
  vertical-align: top; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
"""


def as_page(document: Mapping[str, Any]) -> str:
    """The document as a page; every text in it is escaped."""
    title = f"Parity of {document['symbol']} on {document['timeframe']} candles"
    notes = "".join(f"<p>{escape(note)}</p>" for note in document["notes"])
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p class="verdict">{escape(verdict(document))}</p>'
        f"{_facts(document)}{_causes(document)}{_differences(document)}{_record(document)}"
        f"<h2>What was compared</h2>{notes}</main></body></html>\n"
    )


def _facts(document: Mapping[str, Any]) -> str:
    trades = document["trades"]
    rows = [
        ("Mode", document["mode"]),
        ("Candles", f"{whole(document['candles'])}, {document['first']} to {document['last']}"),
        ("Decisions", f"{whole(document['decisions'])} under {document['configs']} config(s)"),
        ("Trades of the bot", whole(trades["bot"])),
        ("Trades of the backtest", whole(trades["backtest"])),
    ]
    return _table("What is on record", ("what", "how many"), rows)


def _causes(document: Mapping[str, Any]) -> str:
    causes = document["differences"]["by_cause"]
    rows = [(cause, whole(count)) for cause, count in causes.items()]
    return _table("Trades that differ, by their first cause", ("cause", "trades"), rows)


def _differences(document: Mapping[str, Any]) -> str:
    listed, count = document["listed"], document["differences"]["trades"]
    rows = [
        (
            difference["entry_time"],
            headline(difference),
            outline(difference["backtest"]),
            outline(difference["bot"]),
            "; ".join(f"{reason['cause']}: {reason['words']}" for reason in difference["reasons"]),
        )
        for difference in listed
    ]
    caption = f"Each trade that differs ({whole(len(listed))} of {whole(count)})"
    return _table(caption, ("entry", "difference", "backtest", "bot", "why"), rows)


def _record(document: Mapping[str, Any]) -> str:
    rows = [
        (cause, whole(marked["count"]), "; ".join(mark["words"] for mark in marked["first"]))
        for cause, marked in document["in_the_record"].items()
    ]
    return _table("What can explain a difference", ("cause", "count", "the first ones"), rows)


def _table(caption: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table, or nothing where it would have no row."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    if not body:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
