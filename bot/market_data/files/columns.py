"""Which column of a sheet holds what, by the layouts' marks; refused where marks contradict."""

import re
from dataclasses import dataclass

import numpy as np

from bot.candles import COLUMNS, PRICES, encloses
from bot.domain.errors import DataError
from bot.market_data.files.layouts import BARE_LAYOUTS, LAYOUTS, BareLayout, Layout
from bot.market_data.files.numbers import numbers_of
from bot.market_data.files.sheets import FEWEST_FIELDS, Sheet

_WANTED = ",".join(("timestamp", *COLUMNS))
_LOOKED_AT = 2_000
_NEARLY_ALL, _MOST = 0.95, 0.5
_DATE = re.compile(r"\d{8}|\d{4}[./-]\d\d?[./-]\d\d?")
_CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d(\.\d+)?)?|\d{4}|\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The places of what is wanted in a sheet, and the layout that says so."""

    layout: str
    time: tuple[int, ...]
    prices: tuple[int, ...]
    volume: tuple[int, ...]


def columns_of(sheet: Sheet) -> Columns:
    """Where what is; DataError with the first line and what was looked for where nobody knows."""
    return _bare(sheet) if sheet.names is None else _named(sheet, sheet.names)


def _named(sheet: Sheet, names: list[str]) -> Columns:
    layout = next((each for each in LAYOUTS if _fits(each, names)), None)
    if layout is None:
        raise _unrecognized(sheet, names)
    repeated = [n for n in (*layout.time, *layout.prices) if names.count(n) > 1]
    volumes = [name for name in layout.volume if name in names]
    if repeated or any(names.count(name) > 1 for name in volumes):
        name = repeated[0] if repeated else "volume"
        raise DataError(f"need the header {_WANTED}, had {name} more than once")
    return Columns(
        layout=layout.name,
        time=tuple(names.index(name) for name in layout.time),
        prices=tuple(names.index(name) for name in layout.prices),
        volume=tuple(names.index(name) for name in volumes) or _of_currency(names),
    )


def _fits(layout: Layout, names: list[str]) -> bool:
    needed = {*layout.time, *layout.prices, *layout.marks}
    return needed <= set(names) and tuple(names[: len(layout.begin)]) == layout.begin


def _of_currency(names: list[str]) -> tuple[int, ...]:
    """CryptoDataDownload's "volume btc", the traded symbol's before that of what pays for it."""
    return tuple(at for at, name in enumerate(names) if name.startswith("volume "))[:1]


def _unrecognized(sheet: Sheet, names: list[str] | None) -> DataError:
    missing = [] if names is None else [name for name in PRICES if name not in names]
    looked_for = f", without {', '.join(missing)}" if missing else ""
    if names is None or len(names) < FEWEST_FIELDS:
        advice = "add a line with the names of its columns"
    elif missing:
        advice = "name its columns so, each by what it holds"
    else:
        advice = "what is missing is the time, name the column of open times timestamp"
    shown = sheet.first_line[:80] or "nothing"
    return DataError(f"need the header {_WANTED}, was {shown!r}{looked_for}: {advice}")


def _bare(sheet: Sheet) -> Columns:
    """Rows without a header: the one layout whose high and low enclose the other prices."""
    width = sheet.cells.shape[1]
    is_dated = width > 1 and len(sheet.cells) > 0 and _has_clock(sheet)
    fitting = [
        layout for layout in BARE_LAYOUTS if layout.width == width and layout.is_dated == is_dated
    ]
    if not fitting:
        raise _unrecognized(sheet, None)
    if len(fitting) > 1 or fitting[0].weighted is not None:
        fitting = [layout for layout in fitting if _share_enclosed(sheet, layout) >= _NEARLY_ALL]
        _refuse_two_readings(sheet, fitting)
    layout = fitting[0]
    return Columns(
        layout=layout.name, time=layout.time, prices=layout.prices, volume=(layout.volume,)
    )


def _refuse_two_readings(sheet: Sheet, fitting: list[BareLayout]) -> None:
    if not fitting:
        raise _unrecognized(sheet, None)
    if len(fitting) > 1:
        raise DataError(
            f"need the header {_WANTED}, was {sheet.first_line[:80]!r}: it may be"
            f" {fitting[0].name} or {fitting[1].name}, add a line with the names of its columns"
        )


def _has_clock(sheet: Sheet) -> bool:
    """Is the second column the time of day of the date in the first?"""
    date, clock = (str(sheet.cells.iloc[0, at]).strip() for at in (0, 1))
    return _DATE.fullmatch(date) is not None and _CLOCK.fullmatch(clock) is not None


def _share_enclosed(sheet: Sheet, layout: BareLayout) -> float:
    wanted = [*layout.prices, *([] if layout.weighted is None else [layout.weighted])]
    head = sheet.cells.iloc[:_LOOKED_AT]
    values = numbers_of([head[at] for at in wanted]).columns
    enclosed = encloses(np.column_stack(values[:4]))
    if layout.weighted is not None:
        enclosed &= (values[4] <= values[1]) & (values[4] >= values[2]) | (values[4] == 0)
    return float(enclosed.mean()) if len(enclosed) else 0.0
