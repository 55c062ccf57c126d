"""Typed text becomes a checked value, or a sentence with the rule."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.command_line import amount, count, one_of, output_file, text, utc_moment
from bot.domain.errors import ConfigError


def test_a_whole_number_may_be_spelled_as_a_float_but_must_be_whole_and_in_range() -> None:
    read = count(1, 50)
    assert read("12") == read("12.0") == 12
    for wrong in ("0", "51", "1.5", "nan", "inf", "1e400", "ten", ""):
        with pytest.raises(ConfigError, match="need a"):
            read(wrong)


def test_an_amount_is_finite_and_above_0() -> None:
    assert amount("2500.5") == 2500.5
    for wrong in ("0", "-1", "nan", "inf", "1,000", "1e308"):
        with pytest.raises(ConfigError, match="need a"):
            amount(wrong)


def test_an_option_may_be_shortened_while_it_stays_the_only_one() -> None:
    read = one_of("synthetic", "csv", "exchange", "yahoo")
    assert [read("CSV"), read("y"), read(" exch ")] == ["csv", "yahoo", "exchange"]
    for wrong in ("", "z"):
        with pytest.raises(ConfigError, match="need one of synthetic, csv, exchange, yahoo"):
            read(wrong)


def test_a_time_without_an_offset_is_utc() -> None:
    assert utc_moment("2021-01-31") == datetime(2021, 1, 31, tzinfo=UTC)
    assert utc_moment("2021-01-31T12:00+02:00") == datetime(2021, 1, 31, 10, tzinfo=UTC)
    for wrong in ("31.1.2021", "0001-01-01T00:00+14:00"):
        with pytest.raises(ConfigError, match="such as 2021-01-31"):
            utc_moment(wrong)


def test_an_output_file_needs_a_folder_and_replaces_regular_files_only(tmp_path: Path) -> None:
    assert output_file(f"{tmp_path}/new.json") == tmp_path / "new.json"
    for wrong in (f"{tmp_path}/missing/new.json", str(tmp_path), "/dev/null", " ", "a\0b"):
        with pytest.raises(ConfigError, match="need"):
            output_file(wrong)


def test_blank_text_is_no_answer() -> None:
    assert text(" BTC/USDT ") == "BTC/USDT"
    with pytest.raises(ConfigError, match="not blank"):
        text("  ")
