"""What the config in use would do on each market at a short, a medium and a long horizon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain import (
    Document,
    PlaybookStore,
    rfc3339,
)
from bot.domain.errors import StateError, TradingLabError
from bot.portfolio.playbook.row import PlaybookMarket, playbook_row

HORIZONS = {"short": "1m", "medium": "15m", "long": "1h"}
"""The horizons, shortest first, with the timeframe of their candles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedPlaybook:
    """The playbook as JSON, and how many of its rows were computed and how many reused."""

    document: dict[str, Any]
    computed: int
    reused: int
    missing: int


def make_playbook(
    markets: Sequence[PlaybookMarket],
    earlier: Mapping[str, Any] | None,
    now: datetime,
    *,
    valid_for: timedelta,
) -> ComputedPlaybook:
    """A row for every market and horizon; one without real candles says why.

    A row of the `earlier` document is used again where candles (by their hash), config, policy and
    macro events are the same: it would be computed to the same values.
    """
    reusable = _rows_by_key(earlier or {})
    pages = [_market_rows(market, reusable) for market in markets]
    rows = [row for _, made in pages for row in made]
    there = [row for row in rows if row["available"]]
    reused = sum(row["key"] in reusable for row in there)
    return ComputedPlaybook(
        document={
            "computed_at": rfc3339(now),
            "stale_after": rfc3339(now + valid_for),
            "summary": _summary(len(there), len(rows)),
            "assets": [
                {"symbol": market.symbol, "asset_type": market.asset_type, "horizons": made}
                for market, made in pages
            ],
        },
        computed=len(there) - reused,
        reused=reused,
        missing=len(rows) - len(there),
    )


def reusable_playbook(store: PlaybookStore) -> Document | None:
    """The document computed last, for what can be used of it again; None where it is unreadable."""
    try:
        kept = store.read()
    except StateError:
        return None
    return None if kept is None else kept.document


def _summary(there: int, total: int) -> str:
    return f"{there} of {total} horizons have real candles to decide on."


def _rows_by_key(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The available rows of a document by what they were computed from; {} where it has none."""
    assets = document.get("assets")
    rows = [
        row
        for asset in (assets if isinstance(assets, list) else [])
        if isinstance(asset, dict) and isinstance(asset.get("horizons"), list)
        for row in asset["horizons"]
    ]
    return {
        row["key"]: row
        for row in rows
        if isinstance(row, dict)
        and row.get("available") is True
        and isinstance(row.get("key"), str)
    }


def _market_rows(
    market: PlaybookMarket, reusable: Mapping[str, dict[str, Any]]
) -> tuple[PlaybookMarket, list[dict[str, Any]]]:
    rows = []
    for horizon, timeframe in HORIZONS.items():
        head = {"horizon": horizon, "timeframe": timeframe}
        try:
            rows.append({**head, **playbook_row(market, timeframe, reusable)})
        except TradingLabError as error:
            rows.append({**head, "available": False, "message": str(error)})
    return market, rows
