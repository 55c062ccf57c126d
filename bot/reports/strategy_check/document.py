"""What a check found as one JSON document."""

from collections.abc import Mapping
from typing import Any

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339
from bot.strategy import NamedStrategy
from bot.strategy.check import CheckReport


def as_document(
    named: NamedStrategy,
    report: CheckReport,
    series: Mapping[str, CandleArrays],
    seconds_per_10_000_candles: float | None,
) -> dict[str, Any]:
    """Everything by name; times RFC 3339 UTC. `verdict` is passed, failed or not judged."""
    return {
        "strategy": named.name,
        "parameters": named.parameters,
        "label": named.label,
        "file": None if named.file is None else str(named.file),
        "sha256": named.sha256,
        "warm_up_candles": named.warm_up_candles,
        "candles": {name: _described(candles) for name, candles in series.items()},
        "verdict": report.verdict.value,
        "failed": [check.name for check in report.failures],
        "checks": [
            {
                "name": check.name,
                "outcome": check.outcome.value,
                "found": check.finding,
                "advice": check.advice or None,
                "details": dict(check.details),
            }
            for check in report.results
        ],
        "seconds_per_10000_candles": seconds_per_10_000_candles,
    }


def _described(candles: CandleArrays) -> dict[str, Any]:
    return {
        "candles": len(candles),
        "first": rfc3339(utc_time(int(candles.open_time[0]))),
        "last": rfc3339(utc_time(int(candles.open_time[-1]))),
    }
