"""Whatever a candle file holds, run_backtest.py ends with a result or one clear sentence.

`make fuzz` runs FUZZ_FILES=5000 of them.
"""

import json
import os
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, event, given, settings

from tests.support.backtest_program import Call, Done
from tests.support.candles import random_walk

FILES = int(os.environ.get("FUZZ_FILES", "200"))
REFUSED = 3
HEADER = "timestamp,open,high,low,close,volume"
ODD = [
    *("", " ", "nan", "inf", "-inf", "1e999", "1e308", "5e-324", "-1", "0", "0x10", "1_000", "१२"),
    *('"', '""', "'", ",", ";", "\t", "\0", "\r", "\n", "#", "\ufeff", "é", "NaT", "None", "true"),
    *("2024-01-01", "2024-02-30T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01", "24:00"),
    *("1735689600", "1735689600000000", "9" * 30, "-9" * 10, "100000000", "{", "[", "}"),
]

fuzzed = settings(
    max_examples=FILES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_ends_well(done: Done) -> None:
    """A JSON result and exit 0, or exit 3, nothing on stdout and one line on stderr."""
    event(f"exit code {done.code}")
    if done.code == 0:
        assert json.loads(done.out)["data"]["candles"] >= 1
    else:
        assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1), done
        assert done.err.startswith("run_backtest.py: ")


def backtest(call: Call, folder: Path, content: bytes) -> Done:
    file = folder / "any.csv"
    file.write_bytes(content)
    return call("--yes", "--json", "--quiet", "--csv", str(file), "--ema-fast=2", "--ema-slow=5")


@st.composite
def damaged_tables(draw: st.DrawFn) -> bytes:
    """A good table of some candles in which fields, rows and bytes were spoilt."""
    candles = random_walk(draw(st.integers(0, 40)) + 1, seed=draw(st.integers(0, 9)))
    lines = [line.split(",") for line in candles.to_csv().splitlines()]
    for _ in range(draw(st.integers(0, 6))):
        row = draw(st.integers(0, len(lines) - 1))
        damage = draw(st.sampled_from(["field", "drop", "repeat", "swap", "surplus", "empty"]))
        _spoil(draw, lines, row, damage)
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return _spoilt_bytes(draw, end.join(",".join(line) for line in lines).encode())


def _spoil(draw: st.DrawFn, lines: list[list[str]], row: int, damage: str) -> None:
    line, value = lines[row], draw(st.sampled_from(ODD) | st.text(max_size=6))
    if damage == "field" and line:
        line[draw(st.integers(0, len(line) - 1))] = value
    elif damage == "drop" and len(lines) > 1:
        del lines[row]
    elif damage == "repeat":
        lines.insert(row, list(line))
    elif damage == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[row], lines[other] = lines[other], line
    elif damage == "surplus":
        line.insert(draw(st.integers(0, len(line))), value)
    else:
        line.clear()


def _spoilt_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    kind = draw(st.sampled_from(["whole", "whole", "cut", "flipped", "inserted"]))
    at = draw(st.integers(0, max(0, len(data) - 1)))
    if kind == "cut":
        return data[:at]
    if kind == "flipped":
        return data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
    inserted = draw(st.binary(max_size=8)) if kind == "inserted" else b""
    return data[:at] + inserted + data[at:]


odd_fields = st.sampled_from(ODD) | st.text(max_size=5)
invented_tables = st.lists(st.lists(odd_fields, max_size=7).map(",".join), max_size=8).map(
    lambda rows: "\n".join([HEADER, *rows]).encode("utf-8", errors="surrogatepass")
)
kline_rows = st.lists(st.integers(-(10**19), 10**19).map(str), min_size=12, max_size=12)
invented_klines = st.lists(kline_rows.map(",".join), max_size=5).map(
    lambda rows: "\n".join(rows).encode()
)
anything_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@st.composite
def damaged_charts(draw: st.DrawFn) -> bytes:
    """A good chart answer of Yahoo in which some values were replaced or left out."""
    rows = draw(st.integers(0, 6))
    prices = [100.0 + n for n in range(rows)]
    parts: dict[str, Any] = {
        "meta": {"symbol": "ABC", "dataGranularity": "1d", "exchangeTimezoneName": "Asia/Tokyo"},
        "timestamp": [1_704_205_800 + n * 86_400 for n in range(rows)],
        "indicators": {
            "quote": [{name: list(prices) for name in ("open", "high", "low", "close")}],
            "adjclose": [{"adjclose": list(prices)}],
        },
    }
    document = {"chart": {"result": [parts], "error": None}}
    for _ in range(draw(st.integers(0, 4))):
        _replace_somewhere(draw, document)
    return _spoilt_bytes(draw, json.dumps(document).encode())


def _replace_somewhere(draw: st.DrawFn, inside: Any) -> None:
    while inside:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = draw(st.sampled_from(keys))
        if isinstance(inside[key], dict | list) and inside[key] and draw(st.booleans()):
            inside = inside[key]
            continue
        inside[key] = draw(anything_json | st.sampled_from([-1, 0, 1e308, 10**18, "1wk", "1mo"]))
        return


files = st.one_of(
    damaged_tables(),
    damaged_tables(),
    invented_tables,
    invented_klines,
    damaged_charts(),
    st.binary(max_size=200),
)


@fuzzed
@given(content=files)
def test_no_file_whatever_ends_in_anything_but_a_result_or_one_sentence(
    call: Call, tmp_path: Path, content: bytes
) -> None:
    assert_ends_well(backtest(call, tmp_path, content))


def test_an_undamaged_table_gives_a_result(call: Call, tmp_path: Path) -> None:
    done = backtest(call, tmp_path, random_walk(40).to_csv().encode())
    assert (done.code, json.loads(done.out)["data"]["candles"]) == (0, 40)


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"{}", HEADER.encode()])
def test_a_file_without_candles_is_refused(call: Call, tmp_path: Path, content: bytes) -> None:
    assert backtest(call, tmp_path, content).code == REFUSED
