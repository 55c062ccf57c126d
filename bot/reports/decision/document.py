"""A decision made again as one JSON document, which the text is made of."""

from typing import Any

from bot.domain import rfc3339
from bot.parity import ReplayedDecision


def as_document(replayed: ReplayedDecision) -> dict[str, Any]:
    """Every number by name; times RFC 3339 UTC."""
    recorded = replayed.recorded
    return {
        "id": recorded.signal.id,
        "identical": replayed.is_identical,
        "differing": [f"{step.part}: {step.name}" for step in replayed.differing],
        "candles": {
            "used": replayed.candles_used,
            "required": replayed.candles_required,
            "first": rfc3339(replayed.first_candle),
        },
        "config_fingerprint": recorded.signal.config_fingerprint,
        "config": recorded.config.to_dict(),
        "policy": recorded.policy.to_dict(),
        "macro": recorded.signal.macro,
        "steps": [
            {
                "part": step.part,
                "name": step.name,
                "recorded": step.recorded,
                "found": step.found,
                "same": step.is_same,
            }
            for step in replayed.steps
        ],
        "notes": list(replayed.notes),
    }
