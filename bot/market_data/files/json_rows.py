"""Rows of candles as exchanges answer them in JSON: lists in order, or objects with names."""

import json

import pandas as pd

from bot.domain.errors import DataError
from bot.market_data.files.contents import Contents, decoded
from bot.market_data.files.sheets import Sheet, normal, sheet_of_rows


def json_sheet(contents: Contents) -> Sheet | None:
    """The rows; None for an object, as Yahoo's chart answer is one. DataError for other JSON."""
    text, undone = decoded(contents)
    if text.lstrip()[:1] != "[":
        return None
    try:
        rows = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as exc:
        raise DataError(f"it begins like JSON and is none: {exc}") from exc
    undone = (*undone, "JSON")
    if rows and all(isinstance(row, list) for row in rows):
        return sheet_of_rows([[_text(value) for value in row] for row in rows], undone)
    if rows and all(isinstance(row, dict) for row in rows):
        names = list(rows[0])
        cells = pd.DataFrame(
            [[_text(row.get(name)) for name in names] for row in rows],
            columns=range(len(names)),
            dtype=object,
        )
        return Sheet(
            names=[normal(name) for name in names],
            cells=cells,
            first_line=",".join(names),
            undone=undone,
        )
    raise DataError("need a list of candles in JSON, each a list or an object, had something else")


def _text(value: object) -> str:
    return "" if value is None else str(value)
