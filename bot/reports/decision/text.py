"""A replayed decision as one JSON document, and for people."""

import textwrap
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from bot.domain import rfc3339
from bot.parity import ReplayedDecision

_WIDTH = 100


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


def as_text(document: Mapping[str, Any]) -> str:
    """The verdict first, then the inputs, then each number as recorded and as found anew."""
    candles = document["candles"]
    lines = [
        f"Decision {document['id']}",
        "",
        *textwrap.wrap(verdict(document), _WIDTH),
        "",
        f"Candles  {candles['used']} from {candles['first']} on, {candles['required']} required",
        *_listed("Config ", {"fingerprint": document["config_fingerprint"], **document["config"]}),
        *_listed("Policy ", document["policy"]),
        *_listed("Macro  ", _macro(document["macro"])),
    ]
    for part, steps in groupby(document["steps"], key=lambda step: step["part"]):
        lines += ["", f"{part:<28}{'recorded':>20}  {'found anew':>20}"]
        for step in steps:
            lines += _line(step)
    for note in document["notes"]:
        lines += ["", *textwrap.wrap(note, _WIDTH)]
    return "\n".join(lines) + "\n"


def verdict(document: Mapping[str, Any]) -> str:
    """One sentence."""
    if document["identical"]:
        return "Identical: everything that was recorded comes out again."
    return f"Differs in {', '.join(document['differing'])}."


def _macro(insight: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if insight is None:
        return {"switched": "off"}
    return {name: insight.get(name) for name in ("bias", "confidence", "events", "summary")}


def _listed(name: str, values: Mapping[str, Any]) -> list[str]:
    told = ", ".join(f"{key} {_shown(value)}" for key, value in values.items())
    return textwrap.wrap(
        told, _WIDTH, initial_indent=f"{name}  ", subsequent_indent=" " * (len(name) + 2)
    )


def _line(step: Mapping[str, Any]) -> list[str]:
    kept, found = _shown(step["recorded"]), _shown(step["found"])
    mark = "  differs" if step["same"] is False else ""
    if max(len(kept), len(found)) <= 20:
        kept = "" if step["same"] is None else kept
        return [f"  {step['name']:<26}{kept:>20}  {found:>20}{mark}"]
    lines = [f"  {step['name']}{mark}"]
    texts = {"recorded": kept} if kept == found else {"recorded": kept, "found": found}
    for name, text in texts.items():
        lines += textwrap.wrap(
            text, _WIDTH, initial_indent=f"    {name:<10}", subsequent_indent=" " * 14
        )
    return lines


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
