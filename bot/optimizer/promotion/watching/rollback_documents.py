"""A rollback and the watch before it as the JSON that is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.optimizer.promotion.watching.betting import BLOCK_CANDLES, ROLLBACK_ALPHA
from bot.optimizer.promotion.watching.rollback_watch import RollbackWatch


def watch_document(watch: RollbackWatch | None) -> dict[str, Any] | None:
    """How a promoted config stands against its predecessor."""
    if watch is None:
        return None
    return {
        "promoted": watch.promoted.fingerprint,
        "predecessor": watch.predecessor.fingerprint,
        "since": rfc3339(watch.since),
        "until": rfc3339(watch.until),
        "blocks": len(watch.differences),
        "block_candles": BLOCK_CANDLES,
        "difference_pct": 100.0 * sum(watch.differences),
        "evidence_against": watch.most_evidence,
        "evidence_that_rolls_back": 1.0 / ROLLBACK_ALPHA,
    }


def rollback_record(watch: RollbackWatch, at: datetime) -> dict[str, Any]:
    """Who puts the predecessor back, when and why: for restore_config."""
    config = watch.predecessor
    return {
        "written_by": "optimizer",
        "rolled_back": True,
        "at": rfc3339(at),
        "symbol": config.symbol,
        "timeframe": config.timeframe,
        "promoted": False,
        "reason": (
            f"rolled back: since {watch.since:%Y-%m-%d} the promoted config returned "
            f"{100.0 * sum(watch.differences):+.1f} points against the one before it, which chance "
            f"does at most once in {1.0 / ROLLBACK_ALPHA:.0f} times; the one before is in use again"
        ),
        "config": config.to_dict(),
        "rolled_back_config": watch.promoted.to_dict(),
        "watch": watch_document(watch),
    }


def rollback_recommendation(record: Mapping[str, Any], *, gate: str) -> dict[str, Any]:
    """From a rollback_record: the config that is in use again, and why; it was not searched."""
    return {
        "at": record["at"],
        "promoted": False,
        "rolled_back": True,
        "reason": record["reason"],
        "gate": gate,
        "config": record["config"],
    }
