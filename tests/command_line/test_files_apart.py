"""What a run writes is never what it reads, nor another of its results."""

import os
from pathlib import Path

import pytest

from bot.command_line import refuse_overwriting
from bot.domain.errors import ConfigError


def test_a_result_over_the_candles_it_comes_from_is_refused(tmp_path: Path) -> None:
    candles = tmp_path / "candles.csv"
    candles.write_text("kept")
    with pytest.raises(ConfigError, match="another file for --report than for --csv"):
        refuse_overwriting({"--report": candles}, {"--csv": candles})
    assert candles.read_text() == "kept"


def test_two_results_in_one_new_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="another file for --report than for --json"):
        refuse_overwriting({"--json": tmp_path / "x", "--report": tmp_path / "." / "x"})


def test_another_name_of_the_same_file_is_seen_through(tmp_path: Path) -> None:
    candles, link, hard = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    candles.write_text("kept")
    link.symlink_to(candles)
    os.link(candles, hard)
    for other in (link, hard):
        with pytest.raises(ConfigError, match="than for --csv"):
            refuse_overwriting({"--json": other}, {"--csv": candles})


def test_different_files_and_flags_that_were_not_given_are_fine(tmp_path: Path) -> None:
    refuse_overwriting({"--json": tmp_path / "x", "--report": None}, {"--csv": tmp_path / "y"})
    refuse_overwriting({"--json": None, "--report": None}, {"--csv": None})
