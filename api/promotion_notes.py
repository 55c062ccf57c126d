"""How a symbol's config came in use, where that is to be known: without the gate, or put back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import StateError
from bot.state import came_ungated, read_recommendations

GATE_IS_OFF = (
    "PROMOTION_GATE is off: the optimizer promotes the best trial on held-out candles, held "
    "against no chance"
)
CAME_UNGATED = "the config in use was promoted with PROMOTION_GATE=off, held against no chance"


def promotion_notes(data_dir: Path, symbol: str, own: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences; () where the gate judged and nothing was put back.

    `own` is what the symbol's own strategy_config.json states, its provenance in `_meta`. Whether
    the gate is off is known from the optimizer's last run; one that cannot be read says nothing.
    """
    meta = own.get("_meta")
    notes = [GATE_IS_OFF] if _last_run_was_ungated(data_dir, symbol) else []
    if isinstance(meta, Mapping):
        notes += [CAME_UNGATED] if came_ungated(meta) else []
        notes += [str(meta.get("reason"))] if meta.get("rolled_back") is True else []
    return tuple(notes)


def _last_run_was_ungated(data_dir: Path, symbol: str) -> bool:
    try:
        found = read_recommendations(data_dir).get(symbol)
    except StateError:
        return False
    return isinstance(found, Mapping) and found.get("gate") == "off"
