"""The compiled reader of plain tables: exact where it accepts, and everything odd refused."""

from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from bot.market_data.files import plain_table
from bot.market_data.files.plain_table import read_plain_table

NAMES = ("timestamp", "note", "close", "volume")
GOOD = "2024-02-29T23:59:58Z,any text,1.5,7"

quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
decimals = st.builds(
    lambda sign, whole, digits: sign + whole + digits,
    st.sampled_from(["", "-"]),
    st.integers(0, 10**9).map(str) | st.just("0007"),
    st.just("") | st.text("0123456789", min_size=1, max_size=6).map(lambda text: "." + text),
)
moments = st.datetimes(
    min_value=pd.Timestamp("1900-01-01").to_pydatetime(),
    max_value=pd.Timestamp("2199-12-31").to_pydatetime(),
).map(lambda moment: moment.replace(microsecond=0))
spellings = st.sampled_from(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S+00:00"])


def read(folder: Path, *lines: str, end: str = "\n", last_end: str = "\n", header: bool = True):
    file = folder / "table.csv"
    text = end.join([*([",".join(NAMES)] if header else []), *lines]) + last_end
    file.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    return read_plain_table(
        file, NAMES, time="timestamp", numbers=("volume", "close"), has_header=header
    )


@quick
@given(
    rows=st.lists(st.tuples(moments, spellings, decimals, decimals), min_size=1, max_size=30),
    end=st.sampled_from(["\n", "\r\n"]),
    last_end=st.sampled_from(["\n", "\r\n", ""]),
    part_bytes=st.sampled_from([40, 200, 1 << 20]),
)
def test_every_plain_row_is_read_exactly_whatever_the_parts(
    tmp_path: Path, rows, end: str, last_end: str, part_bytes: int
) -> None:
    lines = [f"{moment:{spelled}},x,{close},{volume}" for moment, spelled, close, volume in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_table, "_PART_BYTES", part_bytes)
        times, numbers, are_iso = read(tmp_path, *lines, end=end, last_end=last_end)
    assert are_iso
    assert times.view("M8[us]").tolist() == [moment for moment, *_ in rows]
    wanted = [[float(Decimal(row[3])) for row in rows], [float(Decimal(row[2])) for row in rows]]
    assert numbers.tolist() == wanted


@pytest.mark.parametrize("number", ["1499040000000", "1735689600000000", "7"])
def test_epoch_numbers_come_as_they_stand_there(tmp_path: Path, number: str) -> None:
    times, _, are_iso = read(tmp_path, f"{number},x,1,2", header=False)
    assert (times.tolist(), are_iso) == ([int(number)], False)


@pytest.mark.parametrize(
    "row",
    [
        *("", "2024-01-01T00:00:00Z,x,1.5", GOOD + ",8", GOOD.replace("7", "")),
        *(GOOD.replace("1.5", odd) for odd in ("", "nan", "1e5", " 1", "+1", ".5", "1_0", "1.5.5")),
        *(GOOD.replace("1.5", odd) for odd in ("9" * 19, "9007199254740993", "1٣", "0x1", "--1")),
        *(GOOD.replace("any text", odd) for odd in ('"a"', "é", "a\0", "a\rb", "\udcff")),
        *(GOOD.replace("02-29", odd) for odd in ("02-30", "13-01", "00-10", "01-00", "1-1")),
        *(GOOD.replace("23:59:58", odd) for odd in ("24:00:00", "23:60:00", "23:59:60", "23:59")),
        *(GOOD.replace("Z", odd) for odd in ("+01:00", ".5Z", "z", "Zz", "+00", "-00:00")),
        GOOD.replace("2024-02-29", "2023-02-29"),
        GOOD.replace("2024", "0000"),
        GOOD.replace("2024-02-29T23:59:58Z", "1735689600"),
    ],
)
def test_a_row_that_is_not_plain_refuses_the_table(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, GOOD) is not None
    assert read(tmp_path, GOOD, row, GOOD) is None


@pytest.mark.parametrize("text", ["", "a,b", '"a\nb",c\n' + GOOD, "a\rb\n" + GOOD, "a,b\n"])
def test_a_file_without_a_plain_header_and_a_row_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text)
    found = read_plain_table(file, NAMES, time="timestamp", numbers=("close",), has_header=True)
    assert found is None


def test_a_leap_day_and_the_day_after_are_a_day_apart(tmp_path: Path) -> None:
    times, _, _ = read(tmp_path, GOOD, GOOD.replace("02-29", "03-01"))
    assert np.diff(times).tolist() == [86_400_000_000]
