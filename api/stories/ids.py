"""What names a trade or a decision: the symbol and a candle's open time, joined by @."""

from datetime import datetime

from fastapi import HTTPException

from api.problem import echo
from bot.domain import aware_moment


def symbol_and_moment(record_id: str, kind: str) -> tuple[str, datetime]:
    """Both parts of an id; 404 for what no record can have."""
    symbol, _, text = record_id.rpartition("@")
    moment = aware_moment(text)
    if not symbol or moment is None:
        raise HTTPException(
            404, f"No {kind} {echo(record_id)}: an id is SYMBOL@TIME, as the lists have it."
        )
    return symbol, moment
