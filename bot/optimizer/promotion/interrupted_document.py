"""A search that Ctrl-C ended as the JSON that is kept."""

from datetime import datetime
from typing import Any

from bot.backtesting import metrics_document
from bot.domain import rfc3339
from bot.optimizer.promotion.front_document import front_of
from bot.optimizer.search import SearchInterrupted


def interrupted_record(
    symbol: str, interrupted: SearchInterrupted | None, at: datetime
) -> dict[str, Any]:
    """The line of an asset whose search was ended by Ctrl-C: what was best until then.

    None where nobody knows how far the search was.
    """
    search = None if interrupted is None else interrupted.result
    sentence = "interrupted" if interrupted is None else interrupted.sentence
    record = {
        "written_by": "optimizer",
        "at": rfc3339(at),
        "symbol": symbol,
        "interrupted": True,
        "promoted": False,
        "reason": f"{sentence}; nothing was promoted",
    }
    if search is None:
        return record
    best, metrics = search.best_config, search.best_metrics
    return {
        **record,
        "seed": search.seed,
        "sampler": search.sampler,
        "trials": search.n_trials,
        "eligible_trials": search.eligible,
        "objective": str(search.judge.objective),
        "best": None
        if best is None or metrics is None
        else {
            "config": best.to_dict(),
            "score": search.best_score,
            "metrics": metrics_document(metrics),
        },
        **front_of(search),
    }
