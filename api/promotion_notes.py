"""How a symbol's config came in use, where that is to be known: without the gate, or put back."""

from bot.domain import Provenance, RecommendationStore
from bot.domain.errors import StateError

GATE_IS_OFF = (
    "PROMOTION_GATE is off: the optimizer promotes the best trial on held-out candles, held "
    "against no chance"
)
CAME_UNGATED = "the config in use was promoted with PROMOTION_GATE=off, held against no chance"


def promotion_notes(
    recommendations: RecommendationStore, symbol: str, own: Provenance
) -> tuple[str, ...]:
    """Sentences; () where the gate judged and nothing was put back.

    `own` is the provenance of the symbol's own config. Whether the gate is off is known from the
    optimizer's last run; one that cannot be read says nothing.
    """
    notes = [GATE_IS_OFF] if _last_run_was_ungated(recommendations, symbol) else []
    notes += [CAME_UNGATED] if own.came_ungated else []
    notes += [str(own.reason)] if own.was_rolled_back else []
    return tuple(notes)


def _last_run_was_ungated(recommendations: RecommendationStore, symbol: str) -> bool:
    try:
        last = recommendations.all().get(symbol)
    except StateError:
        return False
    return last is not None and last.came_ungated
