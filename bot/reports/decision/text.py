"""A decision made again, for people."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from bot.reports.formats import HYPHEN, any_value
from bot.reports.text_layout import WIDE, wrapped


def as_text(document: Mapping[str, Any]) -> str:
    """The verdict first, then the inputs, then each number as recorded and as found anew."""
    candles = document["candles"]
    lines = [
        f"Decision {document['id']}",
        "",
        *wrapped("", verdict(document), WIDE),
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
        lines += ["", *wrapped("", note, WIDE)]
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
    pairs = ", ".join(f"{key} {_shown(value)}" for key, value in values.items())
    return wrapped(f"{name}  ", pairs, WIDE)


def _line(step: Mapping[str, Any]) -> list[str]:
    recorded, anew = _shown(step["recorded"]), _shown(step["found"])
    mark = "  differs" if step["same"] is False else ""
    if max(len(recorded), len(anew)) <= 20:
        recorded = "" if step["same"] is None else recorded
        return [f"  {step['name']:<26}{recorded:>20}  {anew:>20}{mark}"]
    lines = [f"  {step['name']}{mark}"]
    texts = {"recorded": recorded} if recorded == anew else {"recorded": recorded, "found": anew}
    for name, text in texts.items():
        lines += wrapped(f"    {name:<10}", text, WIDE) if text else []
    return lines


def _shown(value: object) -> str:
    return any_value(value, grouped=False, undefined=HYPHEN)
