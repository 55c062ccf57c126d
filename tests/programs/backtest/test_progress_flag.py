"""--progress tells on stderr how far the run is; the result stays as it is."""

import re

from tests.support.backtest_program import Call

FLAGS = ("--yes", "--json")


def test_progress_tells_the_steps_with_the_time_left(call: Call, candles_csv: str) -> None:
    without = call("--csv", candles_csv, *FLAGS)
    done = call("--csv", candles_csv, *FLAGS, "--progress")
    assert (done.code, done.out) == (0, without.out)
    assert without.err == ""
    assert [re.sub(r"\d+ s left", "N s left", line) for line in done.err.splitlines()] == [
        "40%, deciding on 300 candles, N s left",
        "70%, writing the result, N s left",
        "100%, done, N s left",
    ]


def test_quiet_tells_nothing(call: Call, candles_csv: str) -> None:
    assert call("--csv", candles_csv, *FLAGS, "--progress", "--quiet").err == ""
