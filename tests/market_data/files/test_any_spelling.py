"""A series written in any layout and spelling reads back the same or is refused: no other numbers.

`make fuzz` writes FUZZ_FILES=5000 files.
"""

import csv
import gzip
import io
import os
import zipfile
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pandas as pd
from hypothesis import HealthCheck, event, given, settings

from bot.domain.errors import DataError
from bot.market_data import read_candles_csv
from tests.support.candles import candles_frame, random_walk

FILES = int(os.environ.get("FUZZ_FILES", "150"))
PRICES = ["open", "high", "low", "close"]
LAYOUTS = (
    ("timestamp,open,high,low,close,volume", "t open high low close volume"),
    ("Date,Open,High,Low,Close,Adj Close,Volume", "t open high low close low volume"),
    ("time,low,high,open,close,volume", "t low high open close volume"),
    ("time,open,close,high,low,Volume", "t open close high low volume"),
    ("Date,Price,Open,High,Low,Vol.,Change %", "t close open high low volume name"),
    ("Date,Close/Last,Volume,Open,High,Low", "t close volume open high low"),
    ("startTime,openPrice,highPrice,lowPrice,closePrice", "t open high low close"),
    ("unix,symbol,open,high,low,close,Volume ABC", "t name open high low close volume"),
    (",Close,High,Low,Open,Volume", "t close high low open volume"),
    ("", "t open high low close volume"),
    ("", "t open close high low volume"),
    ("", "t low high open close volume"),
    ("", "t open high low close volume volume"),
    ("", "t open high low close close volume volume"),
    ("", "date clock open high low close volume"),
)
"""Headers, "" for none, and what stands in each column."""
TIME_FORMS = (
    *("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%Y.%m.%d %H:%M", "%Y%m%d %H%M%S", "%Y%m%d%H%M%S"),
    *("%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%b %d, %Y %H:%M"),
    *("s", "ms", "us", "ns"),
)


def spelled_time(time: pd.Timestamp, form: str) -> str:
    return (
        time.strftime(form)
        if "%" in form
        else str(int(time.asm8.astype(f"M8[{form}]").astype(int)))
    )


def spelled(value: float, decimals: int, *, comma: bool, thousands: bool) -> str:
    text = f"{value:{',' if thousands else ''}.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text


@st.composite
def written_files(draw: st.DrawFn) -> tuple[bytes, pd.DataFrame]:
    """The bytes of a file, and the candles that it holds."""
    decimals = draw(st.integers(0, 5))
    scale = draw(st.sampled_from([0.01, 1.0, 30.0, 3000.0]))
    walk = random_walk(draw(st.integers(1, 60)), seed=draw(st.integers(0, 99))) * scale
    start = draw(st.sampled_from(["1955-02-03", "1971-05-06", "2024-03-01", "2024-03-10 13:00"]))
    step = draw(st.sampled_from(["1min", "1h", "4h", "1D"]))
    rounded = walk.round(decimals).to_numpy(copy=True)
    rounded[:, 4] = np.arange(len(walk)) + 1
    candles = candles_frame(rounded.tolist(), start=start, step=step)
    header, columns = draw(st.sampled_from(LAYOUTS))
    form = draw(st.sampled_from(TIME_FORMS))
    comma = draw(st.booleans())
    # 3.000 is three wherever no comma says otherwise, as programs write it
    thousands = draw(st.booleans()) and not (comma and decimals == 0)

    def field(column: str, time: pd.Timestamp) -> str:
        words = {
            "t": spelled_time(time, form),
            "date": f"{time:%Y.%m.%d}",
            "clock": f"{time:%H:%M}",
            "name": "ABC",
        }
        if column in words:
            return words[column]
        value = float(candles.at[time, column])
        places = 0 if column == "volume" else decimals
        return spelled(value, places, comma=comma, thousands=thousands)

    rows = [[field(column, time) for column in columns.split()] for time in candles.index]
    rows = rows[::-1] if draw(st.booleans()) else rows
    table = io.StringIO()
    writer = csv.writer(
        table,
        delimiter=draw(st.sampled_from(",;\t")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerows([header.split(","), *rows] if header else rows)
    data = table.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))
    return draw(st.sampled_from([bytes, gzip.compress, zipped]))(data), candles


def zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("candles.csv", data)
    return buffer.getvalue()


@settings(
    max_examples=FILES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(written=written_files())
def test_a_series_is_read_back_the_same_or_refused(
    tmp_path: Path, written: tuple[bytes, pd.DataFrame]
) -> None:
    data, candles = written
    file = tmp_path / "candles.csv"
    file.write_bytes(data)
    try:
        found = read_candles_csv(file)
    except DataError:
        event("refused")
        return
    event("read")
    usable = candles[(candles[PRICES] > 0).all(axis=1)]
    assert found.index.equals(usable.index)
    assert found[PRICES].to_numpy().tolist() == usable[PRICES].to_numpy().tolist()
    assert found["volume"].isna().all() or found["volume"].tolist() == usable["volume"].tolist()
