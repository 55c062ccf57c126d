"""The one reader of candle files: the layout is told by the content, dirty rows are cleaned.

bytes -> decompressed -> text -> rows -> layout by its marks -> numbers and times -> clean candles.
"""

import csv
import io
from datetime import datetime
from pathlib import Path

import pandas as pd

from bot.candles import PRICES, clean_candles
from bot.domain.errors import DataError
from bot.market_data.files.closed import closed_candles, early_notes, refuse_seconds
from bot.market_data.files.contents import (
    Contents,
    decoded,
    decompressed,
    is_feather,
    is_parquet,
)
from bot.market_data.files.mixed_up import refuse_mixed_up
from bot.market_data.files.own_form import read_own_form
from bot.market_data.files.sheet_candles import sheet_candles
from bot.market_data.files.sheets import Sheet, sheet_of_frame, sheet_of_text


def read_candles_csv(
    path: str | Path,
    *,
    timeframe: str | None = None,
    date_format: str | None = None,
    now: datetime | None = None,
    whole_lines: bool = False,
) -> pd.DataFrame:
    """The *candles* frame of a file, whose format is told by its content.

    Our own form is a table with the header timestamp,open,high,low,close,volume (names in any case
    and order, further columns ignored, volume optional); every other row of `layouts` is read as
    well, compressed or not, as are parquet, feather, and JSON as exchanges and Yahoo answer. The
    first of the warnings says what was recognized, unless it is our own form. `date_format` is
    dd/mm/yyyy or mm/dd/yyyy where no date of the file tells; candles that have not closed by `now`
    are left out, none without it; `whole_lines` leaves out a last line without an end, which
    somebody still writes. Dirty rows follow the policy of `clean_candles`. Raises DataError, one
    sentence with the path, for a file that is missing, unreadable, not recognized, with columns
    mixed up, or without a usable candle.
    """
    file = Path(path)
    try:
        raw = read_own_form(file, whole_lines=whole_lines)
        if raw is None:
            raw = _recognized(file, date_format, whole_lines=whole_lines)
        return _checked(raw, timeframe, now)
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise DataError(f"cannot read the candles of {file}: {reason}; name a CSV file") from exc
    except UnicodeDecodeError as exc:
        raise DataError(
            f"cannot read the candles of {file}: its text is neither UTF-8 nor UTF-16 (byte"
            f" {exc.start + 1}); save it as UTF-8"
        ) from exc
    except csv.Error as exc:
        raise DataError(f"cannot read the candles of {file}: {exc}; name a CSV file") from exc
    except DataError as exc:
        raise DataError(f"cannot use the candles of {file}: {exc}") from exc


def _checked(raw: pd.DataFrame, timeframe: str | None, now: datetime | None) -> pd.DataFrame:
    candles = clean_candles(raw, timeframe=timeframe)
    refuse_seconds(candles)
    told = candles.attrs["warnings"] != raw.attrs.get("warnings", [])
    usable = _usable(raw) if told else candles
    _refuse_mostly_unusable(len(usable), len(raw) - raw.attrs.get("empty_rows", 0))
    refuse_mixed_up(usable)
    closed = closed_candles(candles, now, timeframe)
    closed.attrs["warnings"] += early_notes(closed)
    return closed


def _refuse_mostly_unusable(usable: int, rows: int) -> None:
    if usable * 2 < rows:
        raise DataError(
            f"need mostly rows with a time and prices above 0, {rows - usable} of {rows} are none:"
            " what is left would be other candles than the file's"
        )


def _usable(raw: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a time and prices, in order of time, as the source gives them."""
    prices = raw[list(PRICES)]
    usable = (prices > 0).all(axis=1) & raw.index.notna()
    return raw[usable].sort_index(kind="stable")


def _recognized(file: Path, date_format: str | None, *, whole_lines: bool) -> pd.DataFrame:
    contents = decompressed(file.read_bytes())
    if contents.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _of_json(contents, date_format)
    return sheet_candles(_sheet(contents, whole_lines=whole_lines), date_format)


def _of_json(contents: Contents, date_format: str | None) -> pd.DataFrame:
    # pydantic and a parser, which a table needs not
    from bot.market_data.files.json_rows import json_sheet
    from bot.market_data.files.yahoo_chart import read_chart

    sheet = json_sheet(contents)
    return read_chart(contents.data) if sheet is None else sheet_candles(sheet, date_format)


def _sheet(contents: Contents, *, whole_lines: bool) -> Sheet:
    if is_parquet(contents.data):
        return sheet_of_frame(_frame(contents.data, "parquet"), contents.undone)
    if is_feather(contents.data):
        return sheet_of_frame(_frame(contents.data, "feather"), contents.undone)
    text, undone = decoded(contents)
    return sheet_of_text(text, undone, whole_lines=whole_lines)


def _frame(data: bytes, kind: str) -> pd.DataFrame:
    read = pd.read_parquet if kind == "parquet" else pd.read_feather
    try:
        frame: pd.DataFrame = read(io.BytesIO(data))
    except (ValueError, OSError) as exc:
        raise DataError(f"it begins like {kind} and cannot be read: {exc}") from exc
    return frame
