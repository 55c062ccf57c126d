"""Which candles of an exchange are kept, as one JSON document and for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.candles import clean_candles
from bot.domain import rfc3339
from bot.reports.formats import whole

if TYPE_CHECKING:
    import pandas as pd


def kept_document(
    candles: "pd.DataFrame", *, symbol: str, timeframe: str, source: str, problems: Sequence[str]
) -> dict[str, Any]:
    """First and last open time, count, and `problems` followed by what is missing, in sentences."""
    gaps = clean_candles(candles, timeframe=timeframe).attrs["warnings"]
    return {
        "symbol": symbol,
        "timeframe": timeframe,
        "source": source,
        "candles": len(candles),
        "first": rfc3339(candles.index[0]),
        "last": rfc3339(candles.index[-1]),
        "warnings": [*problems, *gaps],
    }


def kept_text(document: dict[str, Any]) -> str:
    """A line for the candles, and one for each warning."""
    lines = [
        f"{document['symbol']} {document['timeframe']} of {document['source']}:"
        f" {whole(document['candles'])} candles from {document['first']} to {document['last']}"
        " are kept",
        *(f"  {warning}" for warning in document["warnings"] or ["no gaps"]),
    ]
    return "\n".join(lines) + "\n"
