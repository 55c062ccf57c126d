"""What a run over the news feeds did, as one JSON document and as a table."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.news.ingestion import Ingested
from bot.reports.formats import whole
from bot.reports.text_layout import WIDE, wrapped

_COLUMNS = ("items", "new", "repeated", "known", "old")
_NAME = 34
_COUNT = 9


def ingestion_document(
    ingested: Ingested, started_at: datetime, out: str, notes: Sequence[str]
) -> dict[str, Any]:
    """A row for each feed, and what became of the events on file."""
    return {
        "started_at": rfc3339(started_at.replace(microsecond=0)),
        "out": out,
        "events": {
            "on_file": len(ingested.events),
            "new": ingested.new,
            "grown": ingested.grown,
            "dropped": ingested.dropped,
        },
        "feeds": [asdict(feed) for feed in ingested.feeds],
        "notes": list(notes),
    }


def ingestion_text(document: dict[str, Any]) -> str:
    """A line for each feed, and one for the file."""
    heading = f"{'Feed':<{_NAME}}" + "".join(f"{name:>{_COUNT}}" for name in _COLUMNS)
    lines = [heading, *(line for feed in document["feeds"] for line in _feed_lines(feed))]
    events = document["events"]
    said = (
        f"{whole(events['new'])} new, {whole(events['grown'])} carried by more sources,"
        f" {whole(events['dropped'])} dropped; {whole(events['on_file'])} are in {document['out']}"
    )
    return "\n".join([*lines, "", *wrapped("Events  ", said, WIDE)]) + "\n"


def _feed_lines(feed: dict[str, Any]) -> list[str]:
    name = feed["name"]
    label = f"{name if len(name) < _NAME else name[: _NAME - 2] + '…':<{_NAME}}"
    if feed["failure"] is not None:
        return wrapped(f"{label}  failed: ", feed["failure"], WIDE)
    if feed["is_unchanged"]:
        return [f"{label}  nothing new since the last run"]
    counts = "".join(f"{whole(feed[column]):>{_COUNT}}" for column in _COLUMNS)
    remarks = [
        f"{whole(feed[key])} {words}"
        for key, words in (("ahead", "dated in the future"), ("without_text", "without text"))
        if feed[key]
    ]
    return [f"{label}{counts}" + (f"  ({', '.join(remarks)})" if remarks else "")]
