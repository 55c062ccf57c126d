"""Files as people have them: read rightly, or refused with what is wrong; never other candles."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.domain.errors import DataError
from bot.market_data import read_candles_csv
from tests.support.candles import PRICES, random_walk

HOURS = random_walk(60, seed=3)
TRADED = HOURS.assign(volume=np.random.default_rng(0).lognormal(9, 1, len(HOURS)))
DAYS = random_walk(60, seed=3).set_axis(pd.date_range("2023-01-02", periods=60, tz="UTC"))
OWN = "timestamp,open,high,low,close,volume"
OWN_BUT_LOW = "timestamp,open,high,volume,close,low"
Spell = Callable[[pd.Timestamp], str]


def written(candles: pd.DataFrame, spell: Spell, *, head: str = OWN, sep: str = ",") -> str:
    lines = [
        sep.join([spell(time), *(repr(float(value)) for value in row)])
        for time, row in zip(candles.index, candles.to_numpy(), strict=True)
    ]
    return "\n".join([head, *lines, ""])


def iso(time: pd.Timestamp) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def day(time: pd.Timestamp) -> str:
    return f"{time:%Y-%m-%d}"


def at_24(time: pd.Timestamp) -> str:
    if time.hour:
        return f"{time:%Y-%m-%d %H:%M}"
    return f"{time - pd.Timedelta(days=1):%Y-%m-%d} 24:00"


def berlin(time: pd.Timestamp) -> str:
    return f"{time.tz_convert('Europe/Berlin'):%d.%m.%Y %H:%M:%S.000 GMT%z}"


def named(column: str, *symbols: str) -> str:
    """Days of several symbols, one after the other, whose last column says of which they are."""
    whole = written(DAYS, day, head="").lstrip()
    rows = [whole.replace("\n", f",{symbol}\n") for symbol in symbols]
    return f"date,open,high,low,close,volume,{column}\n" + "".join(rows)


DUKASCOPY = "{},Open,High,Low,Close,Volume"
READ = {
    "midnight as 24:00": (HOURS, written(HOURS, at_24)),
    "lines that end as on old Macs": (HOURS, written(HOURS, iso).replace("\n", "\r")),
    "Dukascopy in local time": (
        HOURS,
        written(HOURS, berlin, head=DUKASCOPY.format("Local time")),
    ),
    "Dukascopy in UTC": (
        HOURS,
        written(HOURS, lambda t: f"{t:%d.%m.%Y %H:%M:%S.000} UTC", head=DUKASCOPY.format("UTC")),
    ),
    "Stooq in Polish": (
        DAYS,
        written(DAYS, day, head="Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen"),
    ),
    "a frame of yfinance whose index was reset": (
        DAYS,
        written(
            DAYS.reset_index(names="at")
            .set_index("at", append=True)
            .reset_index(level=0, drop=True),
            lambda time: f"7,{day(time)}",
            head="Price,Date,Open,High,Low,Close,Volume\nTicker,,A,A,A,A,A",
        ),
    ),
    "a header within": (HOURS, written(HOURS, iso) + OWN + "\n"),
    "comments and blank lines": (HOURS, "# mine\n\n" + written(HOURS, iso).replace("\n", "\n\n")),
    "epoch seconds with exponents": (HOURS, written(HOURS, lambda t: f"{t.timestamp():.9e}")),
    "semicolons at the ends": (HOURS, written(HOURS, iso, sep=";").replace("\n", ";\n")),
}
REFUSED = {
    "volume in the high": (
        written(TRADED, iso, head="timestamp,open,volume,low,close,high"),
        "the high is no price beside open and close",
    ),
    "volume in the low": (
        written(TRADED, iso, head=OWN_BUT_LOW),
        "the high is below open or close, or the low above",
    ),
    "times under a name that is not known": (
        written(HOURS, iso, head="MTS" + OWN[9:]),
        "what is missing is the time, name the column of open times timestamp",
    ),
    "a small volume in the low": (
        written(TRADED.assign(volume=TRADED["volume"] / 1e4), iso, head=OWN_BUT_LOW),
        "the low is no price beside open and close",
    ),
    "a volume about as large as the price in the low": (
        written(TRADED.assign(volume=[95.0, 110.0, 60.0, 130.0] * 15), iso, head=OWN_BUT_LOW),
        "its columns are mixed up",
    ),
    "two symbols, named": (
        named("Name", "A", "B"),
        "need the candles of one symbol, had A, B in the column name",
    ),
    "two symbols, not named": (
        written(HOURS, iso) + written(HOURS.iloc[:20] * 3, iso, head="").lstrip(),
        "need the candles of one symbol, 20 of 80 rows repeat an open time with another open",
    ),
    "a year-day-month order": (
        written(DAYS, lambda t: f"{t:%Y-%d-%m}"),
        "need mostly rows with a time and prices above 0",
    ),
    "a spreadsheet's day numbers": (
        written(DAYS, lambda t: str(int(t.timestamp()) // 86_400 + 25_569)),
        "would be of 1970 and were 1 s apart: write days",
    ),
    "times in no form that is known": (
        written(HOURS, lambda t: f"{t:%a %b %d %Y %H:%M} EST"),
        "need times such as 2024-01-31T12:00Z or epoch numbers, the first was 'Mon Jan 01 2024",
    ),
    "prices with a unit": (
        written(HOURS, iso).replace(".", "_USD."),
        "need numbers such as 100.25 for open, the first was '99_USD",
    ),
    "numbers in groups of two": (
        written(HOURS * 0 + 1, iso).replace("1.0", '"1,00,100.0"'),
        "need numbers such as 100.25 for open, the first was '1,00,100.0'",
    ),
    "times without their header's order": (
        written(HOURS, iso, head="timestamp,close,high,low,open,volume"),
        "columns open and close are mixed up",
    ),
}


def file_of(folder: Path, text: str) -> Path:
    file = folder / "candles.csv"
    file.write_text(text, newline="")
    return file


@pytest.mark.parametrize("kind", READ)
def test_the_same_candles_are_read(tmp_path: Path, kind: str) -> None:
    expected, text = READ[kind]
    candles = read_candles_csv(file_of(tmp_path, text))
    pd.testing.assert_frame_equal(
        candles[PRICES], expected[PRICES], check_names=False, check_freq=False
    )


@pytest.mark.parametrize("kind", REFUSED)
def test_what_gives_no_candles_or_others_is_refused(tmp_path: Path, kind: str) -> None:
    text, words = REFUSED[kind]
    with pytest.raises(DataError, match=words):
        read_candles_csv(file_of(tmp_path, text))


def test_text_of_an_old_code_page_is_asked_for_as_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "candles.csv"
    file.write_bytes("Données\n".encode("latin-1") + written(HOURS, iso).encode())
    with pytest.raises(DataError, match=r"neither UTF-8 nor UTF-16 \(byte 5\); save it as UTF-8"):
        read_candles_csv(file)


def test_hours_of_1970_are_told(tmp_path: Path) -> None:
    minutes = written(HOURS, lambda t: str(int(t.timestamp()) // 60))
    (told,) = read_candles_csv(file_of(tmp_path, minutes)).attrs["warnings"]
    assert told.startswith("its candles of less than a day are of 1970, when nobody kept any")


@pytest.mark.parametrize("column", ["symbol", "Ticker", "tic", "Name", "instrument", "coin"])
def test_a_file_of_one_symbol_may_name_it(tmp_path: Path, column: str) -> None:
    candles = read_candles_csv(file_of(tmp_path, named(column, "A")))
    assert len(candles) == len(DAYS)


def test_rows_of_a_candle_that_was_written_again_as_it_ran_are_of_one_symbol(
    tmp_path: Path,
) -> None:
    running = HOURS.iloc[::3].assign(close=HOURS["open"])
    rows = pd.concat([running, HOURS]).sort_index(kind="stable")
    candles = read_candles_csv(file_of(tmp_path, written(rows, iso)))
    assert (candles["close"] == HOURS["close"].to_numpy()).all()


def test_rows_without_any_price_are_gaps_and_rows_with_other_text_are_not(tmp_path: Path) -> None:
    lines = written(HOURS, iso).splitlines()
    empty = [f"{line[:20]},,,,,0" if k % 3 else line for k, line in enumerate(lines[1:])]
    candles = read_candles_csv(file_of(tmp_path, "\n".join([lines[0], *empty, ""])))
    assert len(candles) == 20
    assert "dropped 40 candles with a missing or infinite price" in candles.attrs["warnings"][0]
    other = "\n".join([lines[0], *empty, ""]).replace(",,,,,", ",a,a,a,a,")
    with pytest.raises(DataError, match="need mostly rows with a time and prices above 0, 40 of"):
        read_candles_csv(file_of(tmp_path, other))
