"""The candle that still runs is left out and told, by the clock and the file's own step."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import DataError
from bot.market_data import CsvMarketDataClient, read_candles_csv
from tests.support.candles import even_candles

LAST_OPENS = datetime(2024, 1, 1, 9, tzinfo=UTC)
TOLD = "left out the candle that still runs, from 2024-01-01T09:00:00Z"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ten hourly candles, the last of which opens at 09:00."""
    path = tmp_path / "candles.csv"
    even_candles(10).to_csv(path)
    return path


def test_a_candle_counts_from_the_moment_it_closes(file: Path) -> None:
    closes = LAST_OPENS + timedelta(hours=1)
    running = read_candles_csv(file, now=closes - timedelta(microseconds=1))
    assert (len(running), running.attrs["warnings"]) == (9, [TOLD])
    closed = read_candles_csv(file, now=closes)
    assert (len(closed), closed.attrs["warnings"]) == (10, [])


def test_the_running_candle_of_a_file_newest_first_is_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "candles.csv"
    even_candles(10)[::-1].to_csv(path)
    candles = read_candles_csv(path, now=LAST_OPENS)
    assert candles.index[-1].hour == 8
    assert TOLD in candles.attrs["warnings"]


def test_all_candles_of_the_future_are_left_out(file: Path) -> None:
    candles = read_candles_csv(file, now=LAST_OPENS - timedelta(hours=2))
    assert len(candles) == 7
    assert candles.attrs["warnings"] == [
        "left out 3 candles that have not closed, from 2024-01-01T07:00:00Z: 2 of them begin after"
        " now, is their time zone UTC?"
    ]
    (told,) = read_candles_csv(file, now=LAST_OPENS - timedelta(minutes=1)).attrs["warnings"]
    assert told.startswith("left out 2 candles that have not closed, from 2024-01-01T08:00:00Z: 1 ")
    with pytest.raises(DataError, match="need a candle that has closed"):
        read_candles_csv(file, now=datetime(2023, 1, 1, tzinfo=UTC))


def test_a_feed_shows_a_candle_once_it_has_closed(file: Path) -> None:
    clock = [LAST_OPENS]
    client = CsvMarketDataClient(file, timeframe="1h", wall_clock=lambda: clock[0])
    assert client.now() == LAST_OPENS
    clock[0] += timedelta(hours=1)
    client.advance()
    assert client.now() == LAST_OPENS + timedelta(hours=1)


def test_a_torn_line_in_a_feed_newest_first_is_the_oldest_candle(tmp_path: Path) -> None:
    path = tmp_path / "candles.csv"
    text = even_candles(10)[::-1].to_csv()
    path.write_text(text[:-12], encoding="utf-8")
    client = CsvMarketDataClient(path, timeframe="1h")
    candles = client.fetch_ohlcv("BTC/USDT", "1h", 99)
    assert (candles.index[0].hour, candles.index[-1].hour) == (1, 9)


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (["09:17"], "the last candle, which still ran: 2024-01-01T09:17:00Z is"),
        (["09:17", "09:25"], "the last 2 candles, which still ran: 2024-01-01T09:17:00Z to "),
        (["10:17"], "the last candle, which still ran: 2024-01-01T10:17:00Z is"),
        (["10:17", "11:25"], "the last 2 candles, which still ran: 2024-01-01T10:17:00Z to "),
    ],
)
def test_last_rows_of_hours_off_their_timetable_still_ran(
    tmp_path: Path, extra: list[str], told: str
) -> None:
    path = tmp_path / "candles.csv"
    rows = "".join(f"2024-01-01 {clock}:00+00:00,109,110,108,109.5,10\n" for clock in extra)
    path.write_text(even_candles(10).to_csv() + rows, encoding="utf-8")
    candles = read_candles_csv(path)
    assert (len(candles), candles.index[-1]) == (10, LAST_OPENS)
    assert [said for said in candles.attrs["warnings"] if told in said]


def test_hours_that_go_on_at_another_minute_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "candles.csv"
    later = even_candles(3, start="2024-01-01T10:30")
    path.write_text(even_candles(10).to_csv() + later.to_csv(header=False), encoding="utf-8")
    assert len(read_candles_csv(path)) == 13
