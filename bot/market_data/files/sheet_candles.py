"""The candles of a sheet: columns recognized, numbers and times read, what was recognized told."""

import numpy as np
import pandas as pd

from bot.candles import COLUMNS, PRICES
from bot.domain.errors import DataError
from bot.market_data.files.columns import Columns, columns_of
from bot.market_data.files.layouts import CLOSES, OPEN_TIMES, OWN_FORM, SYMBOLS, TIME, read_as
from bot.market_data.files.numbers import Numbers, numbers_of
from bot.market_data.files.sheets import Sheet
from bot.market_data.files.timestamps import SpelledTimes, parse_times

_EMPTY = {"", "nan", "none", "null", "<na>"}


def sheet_candles(sheet: Sheet, date_format: str | None) -> pd.DataFrame:
    """The frame as `clean_candles` takes it, oldest first where the file is newest first.

    Its first warning says what was recognized, none for our own form as we write it;
    attrs["empty_rows"] counts the gaps that are written as rows with nothing but a time. Raises
    DataError where the layout is not known, or where marks contradict each other.
    """
    columns = columns_of(sheet)
    _refuse_two_symbols(sheet)
    times = parse_times(_joined(sheet, columns.time), date_format)
    numbers = numbers_of([sheet.cells[at] for at in (*columns.prices, *columns.volume)])
    _refuse_no_numbers(sheet, columns, numbers)
    _refuse_other_times(sheet, columns, times, date_format)
    _refuse_another_close(sheet, columns, numbers)
    candles = _frame(numbers, times)
    undone = [*sheet.undone, times.spelling]
    undone += ["decimal commas"] if numbers.have_decimal_commas else []
    if len(candles) > 1 and (candles.index[1:] < candles.index[:-1]).all():
        candles, undone = candles[::-1], [*undone, "newest first"]
    candles.attrs = {
        "warnings": [*_recognized(columns.layout, undone), *sheet.notes],
        "empty_rows": _empty_rows(sheet, columns, numbers, times),
    }
    return candles


def _refuse_no_numbers(sheet: Sheet, columns: Columns, numbers: Numbers) -> None:
    for name, place, values in zip(PRICES, columns.prices, numbers.columns, strict=False):
        if len(values) and pd.isna(values).all():
            shown = str(sheet.cells[place].iloc[0])
            raise DataError(f"need numbers such as 100.25 for {name}, the first was {shown!r}")


def _frame(numbers: Numbers, times: SpelledTimes) -> pd.DataFrame:
    prices, volumes = numbers.columns[:4], numbers.columns[4:]
    columns = dict(zip(COLUMNS, prices, strict=False))
    if volumes:
        columns["volume"] = next((v for v in volumes if (v > 0).any()), volumes[0])
    return pd.DataFrame(columns, index=times.times.rename(TIME))


def _empty_rows(sheet: Sheet, columns: Columns, numbers: Numbers, times: SpelledTimes) -> int:
    """How many rows have a time and no price, as a frame that was resampled has them at night."""
    rows = np.flatnonzero(times.times.notna() & np.isnan(numbers.columns[:4]).all(axis=0))
    if not len(rows):
        return 0
    cells = sheet.cells.iloc[rows, list(columns.prices)].astype(str)
    return int(
        cells.apply(lambda cell: cell.str.strip().str.lower()).isin(_EMPTY).all(axis=1).sum()
    )


def _recognized(layout: str, undone: list[str]) -> list[str]:
    words = [word for word in undone if word]
    if layout == OWN_FORM and not words:
        return []
    return [read_as(layout, words)]


def _joined(sheet: Sheet, places: tuple[int, ...]) -> pd.Series:
    """The column of times, or a date and a time of day put together."""
    first = sheet.cells[places[0]]
    if len(places) == 1:
        return first
    clock = sheet.cells[places[1]].astype(str).str.strip()
    if clock.str.fullmatch(r"\d{1,5}").any():  # 0 for 000000: a spreadsheet took the noughts
        clock = clock.str.zfill(6 if (clock.str.len() > 4).any() else 4)
    return first.astype(str).str.strip() + " " + clock


def _refuse_two_symbols(sheet: Sheet) -> None:
    for at, name in enumerate(sheet.names or []):
        if name in SYMBOLS:
            symbols = sorted({str(value).strip() for value in sheet.cells[at].unique()} - {""})
            if len(symbols) > 1:
                raise DataError(
                    f"need the candles of one symbol, had {', '.join(symbols[:3])} in the column"
                    f" {name}: save each by itself"
                )


def _refuse_other_times(
    sheet: Sheet, columns: Columns, times: SpelledTimes, date_format: str | None
) -> None:
    """Every further column of open times must say the same; one without any says nothing."""
    names = sheet.names or []
    others = [n for n in names if n in OPEN_TIMES and names.index(n) not in columns.time]
    if len(columns.time) == 2 or not others:
        return
    places: list[tuple[int, ...]] = [
        (names.index(name),) for name in others if name not in {"date", "time"}
    ]
    if {"date", "time"} <= {*others}:
        places.append((names.index("date"), names.index("time")))
    elif "date" in others or "time" in others:
        places.append((names.index("date" if "date" in others else "time"),))
    for place in places:
        _refuse_other_time(sheet, columns, times, _joined(sheet, place), place, date_format)


def _refuse_other_time(
    sheet: Sheet,
    columns: Columns,
    times: SpelledTimes,
    values: pd.Series,
    place: tuple[int, ...],
    date_format: str | None,
) -> None:
    ours = times.times
    try:
        theirs = parse_times(values, date_format).times
    except DataError:
        return
    both = ours.notna() & theirs.notna()
    if (theirs[both] == theirs[both].normalize()).all():
        ours = ours.normalize()
    differ = both & (ours != theirs)
    if differ.any() and sheet.names is not None:
        row = int(differ.argmax())
        name, other = sheet.names[columns.time[0]], sheet.names[place[0]]
        raise DataError(
            f"need one open time a candle, the column {name} says"
            f" {times.times[row].isoformat()} where {other} says {theirs[row].isoformat()}:"
            " remove one of them"
        )


def _refuse_another_close(sheet: Sheet, columns: Columns, numbers: Numbers) -> None:
    names = sheet.names or []
    for name in names:
        if name in CLOSES and names.index(name) != columns.prices[3]:
            other = numbers_of([sheet.cells[names.index(name)]]).columns[0]
            differ = (other != numbers.columns[3]) & ~pd.isna(other)
            if differ.any():
                row = int(differ.argmax())
                raise DataError(
                    f"need one close a candle, the column {names[columns.prices[3]]} says"
                    f" {numbers.columns[3][row]:g} where {name} says {other[row]:g}: remove one"
                )
