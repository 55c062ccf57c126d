"""The parity report as one JSON document, which text and page are made of."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.parity import Cause, Difference, Mark, Outline, ParityReport

NOTES = (
    "The reference is one run of the backtester over the recorded candles, under the config and "
    "policy of the first decision; a position open at the end stays open in both.",
    "Decisions are made anew from the recorded candles, with the macro bias and confidence that "
    "each decision recorded: whether the news was weighed rightly is not checked here.",
)


def as_document(report: ParityReport) -> dict[str, Any]:
    """Every number of the report by name; times RFC 3339 UTC."""
    return {
        "symbol": report.symbol,
        "timeframe": report.timeframe,
        "mode": report.mode,
        "first": rfc3339(report.first),
        "last": rfc3339(report.last),
        "candles": report.candles,
        "decisions": report.decisions,
        "decisions_taken_as_recorded": report.taken_as_recorded,
        "configs": report.configs,
        "trades": {"bot": report.bot_trades, "backtest": report.backtest_trades},
        "differences": {
            "total": report.total,
            "trades": report.count,
            "decisions": report.counts[Cause.DECISION],
            "changed_candles": report.counts[Cause.CHANGED_CANDLE],
            "by_cause": {str(cause): count for cause, count in report.by_cause.items()},
        },
        "listed": [_difference(difference) for difference in report.differences],
        "in_the_record": {
            str(cause): {"count": count, "first": [_mark(mark) for mark in report.marks[cause]]}
            for cause, count in report.counts.items()
            if count
        },
        "notes": [*NOTES, *_further_notes(report)],
    }


def _further_notes(report: ParityReport) -> list[str]:
    if not report.taken_as_recorded:
        return []
    return [
        f"{report.taken_as_recorded} decisions were taken as recorded: the bot knew candles older "
        "than the first one it recorded, and the indicators need them."
    ]


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "entry_time": rfc3339(difference.entry_time),
        "fields": list(difference.fields),
        "reasons": [
            {"cause": str(reason.cause), "words": reason.words} for reason in difference.reasons
        ],
        "backtest": _outline(difference.backtest),
        "bot": _outline(difference.bot),
    }


def _outline(trade: Outline | None) -> dict[str, Any] | None:
    if trade is None:
        return None
    values = {field.name: getattr(trade, field.name) for field in fields(trade)}
    del values["balance_before"]
    return {
        name: rfc3339(value) if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _mark(mark: Mark) -> dict[str, str]:
    return {"time": rfc3339(mark.time), "words": mark.words}
