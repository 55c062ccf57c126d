"""Kept candles on disk: appended, whole through any kill, never used when damaged."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from bot.candles import clean_candles
from bot.domain import KeptStretch
from bot.domain.errors import StateError
from bot.state.candles import candle_store
from bot.state.candles.candle_store import ParquetCandleStore
from tests.support.candles import random_walk
from tests.support.processes.killed_process import killed_at

START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WHOLE = clean_candles(random_walk(300))
_ANY_FOLDER = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def store_in(folder: Path, symbol: str = "BTC/USDT") -> ParquetCandleStore:
    return ParquetCandleStore(folder, "binance", symbol, "1h")


def stretch(first: int, after: int, *told: str) -> KeptStretch:
    candles = WHOLE.iloc[first:after]
    candles.attrs = {"warnings": list(told)}
    return KeptStretch(start=START + first * HOUR, end=START + after * HOUR, candles=candles)


def spans(store: ParquetCandleStore) -> list[tuple[int, int]]:
    """The kept stretches in hours since START, each checked against the candles written."""
    found = []
    for one in store.load().stretches:
        first, after = ((moment - START) // HOUR for moment in (one.start, one.end))
        pd.testing.assert_frame_equal(one.candles, WHOLE.iloc[first:after], check_freq=False)
        found.append((first, after))
    return found


def files(folder: Path) -> list[Path]:
    return sorted((folder / "candles" / "binance" / "BTC_USDT" / "1h").glob("*"))


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert store_in(tmp_path).load().stretches == ()


def test_what_is_kept_is_read_back_bit_by_bit_with_what_was_told(tmp_path: Path) -> None:
    store_in(tmp_path).keep(stretch(0, 100, "repaired 1 candle"))
    [kept] = store_in(tmp_path).load().stretches
    assert kept.candles.attrs["warnings"] == ["repaired 1 candle"]
    pd.testing.assert_frame_equal(kept.candles, WHOLE.iloc[:100], check_freq=False)
    assert kept.candles.index.name == "timestamp"
    assert files(tmp_path)[0].stat().st_mode & 0o777 == 0o600


def test_stretches_that_touch_become_one_and_others_stay_apart(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    for first, after in ((0, 10), (20, 30), (8, 12), (50, 60)):
        store.keep(stretch(first, after))
    assert spans(store) == [(0, 12), (20, 30), (50, 60)]
    store.keep(stretch(12, 20))
    assert spans(store) == [(0, 30), (50, 60)]
    store.forget()
    assert files(tmp_path) == []


def test_what_the_source_did_not_have_within_a_stretch_stays_absent(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    holed = WHOLE.iloc[[0, 1, 8, 9]]
    holed.attrs = {"warnings": []}
    store.keep(stretch(0, 10))
    store.keep(KeptStretch(start=START, end=START + 10 * HOUR, candles=holed))
    [kept] = store.load().stretches
    assert len(kept.candles) == 4


def test_a_stretch_without_candles_is_kept_too(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.keep(KeptStretch(start=START, end=START + 5 * HOUR, candles=WHOLE.iloc[:0]))
    [kept] = store.load().stretches
    assert (kept.start, kept.end, len(kept.candles)) == (START, START + 5 * HOUR, 0)
    store.keep(stretch(5, 9))
    [kept] = store.load().stretches
    assert (kept.start, len(kept.candles)) == (START, 4)


def test_appending_leaves_full_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candle_store, "PART_CANDLES", 100)
    store = store_in(tmp_path)
    store.keep(stretch(0, 250))
    first, second, _ = files(tmp_path)
    stamps = [(file.stat().st_mtime_ns, file.stat().st_ino) for file in (first, second)]
    store.keep(stretch(248, 260))
    assert files(tmp_path)[:2] == [first, second]
    assert [(file.stat().st_mtime_ns, file.stat().st_ino) for file in (first, second)] == stamps
    assert (len(files(tmp_path)), spans(store)) == (3, [(0, 260)])


@_ANY_FOLDER
@given(
    steps=st.lists(st.tuples(st.integers(0, 290), st.integers(1, 60)), max_size=8),
    size=st.sampled_from([7, 50, 1000]),
)
def test_whatever_is_kept_in_whatever_order_each_candle_is_kept_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]], size: int
) -> None:
    covered = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candle_store, "PART_CANDLES", size)
        store = store_in(tmp_path_factory.mktemp("kept"))
        for first, count in steps:
            after = min(first + count, 300)
            store.keep(stretch(first, after))
            covered |= set(range(first, after))
        found = [hour for first, after in spans(store) for hour in range(first, after)]
    assert found == sorted(covered)


@pytest.mark.parametrize("torn", [False, True])
def test_a_kill_at_any_instruction_loses_nothing_that_was_kept(tmp_path: Path, torn: bool) -> None:
    for step in range(40):
        folder = tmp_path / str(step)
        store_in(folder).keep(stretch(0, 50))
        with killed_at(step, torn_write=torn) as steps:
            store_in(folder).keep(stretch(48, 60))
        assert store_in(folder).load().problems == ()
        assert spans(store_in(folder)) in ([(0, 50)], [(0, 60)])
        store_in(folder).keep(stretch(60, 61))
        if not steps.dead:
            break
    assert steps.taken > 4
    assert spans(store_in(folder)) == [(0, 61)]


@_ANY_FOLDER
@given(data=st.data())
def test_a_damaged_file_is_told_and_removed_and_never_used(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    store_in(folder).keep(stretch(0, 20))
    store_in(folder).keep(stretch(40, 60))
    damaged, _ = files(folder)
    whole = damaged.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    cut = data.draw(st.booleans())
    damaged.write_bytes(whole[:at] + (b"" if cut else bytes([other]) + whole[at + 1 :]))
    [problem] = store_in(folder).load().problems
    assert "damaged and are fetched anew" in problem
    assert not damaged.exists()
    assert spans(store_in(folder)) == [(40, 60)]


def test_a_file_with_a_right_name_and_wrong_candles_is_not_used(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    wild = WHOLE.iloc[:5].copy()
    wild.loc[wild.index[2], "high"] = -1.0
    store.keep(KeptStretch(start=START, end=START + 5 * HOUR, candles=wild))
    [problem] = store.load().problems
    assert "break the rules" in problem


def test_symbols_that_share_a_folder_name_are_not_mixed(tmp_path: Path) -> None:
    store_in(tmp_path, "BTC/USDT").keep(stretch(0, 5))
    with pytest.raises(StateError, match="holds candles of BTC/USDT: BTC_USDT needs another"):
        store_in(tmp_path, "BTC_USDT").load()


def test_what_is_no_part_is_left_alone(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.keep(stretch(0, 5))
    strange = files(tmp_path)[0].with_name("notes.parquet")
    strange.write_text("mine")
    store.forget()
    assert files(tmp_path) == [strange]
