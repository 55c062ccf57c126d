"""Rows of a walk forward: search on the past, trade the future, each row traded once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ConfigError, DataError
from bot.optimizer.validation import walk_forward_splits
from bot.optimizer.validation.splits import WalkForwardSplit


def rows(split: WalkForwardSplit) -> tuple[int, ...]:
    names = ("read_from", "search_start", "search_end", "trade_start", "trade_end")
    return tuple(getattr(split, name) for name in names)


def test_anchored_searches_grow() -> None:
    assert [rows(split) for split in walk_forward_splits(40, 3)] == [
        (0, 0, 10, 10, 20),
        (0, 0, 20, 20, 30),
        (0, 0, 30, 30, 40),
    ]


def test_rolling_searches_keep_their_length() -> None:
    splits = walk_forward_splits(40, 2, anchored=False, search_candles=20)
    assert [rows(split) for split in splits] == [(0, 0, 20, 20, 30), (10, 10, 30, 30, 40)]


def test_warming_up_is_never_scored_and_the_embargo_is_in_no_search() -> None:
    splits = list(walk_forward_splits(45, 3, anchored=False, warm_up=5, embargo=2))
    assert [rows(split) for split in splits] == [
        (0, 5, 13, 15, 25),
        (10, 15, 23, 25, 35),
        (20, 25, 33, 35, 45),
    ]
    assert splits[0].searched == slice(5, 13)
    assert splits[0].traded == slice(15, 25)


@given(
    st.integers(1, 400),
    st.integers(1, 12),
    st.booleans(),
    st.none() | st.integers(1, 99),
    st.integers(0, 40),
    st.integers(0, 20),
)
def test_each_row_after_the_first_search_is_traded_once_by_what_came_before(
    candles, folds, anchored, search_candles, warm_up, embargo
) -> None:
    try:
        splits = list(
            walk_forward_splits(
                candles,
                folds,
                anchored=anchored,
                search_candles=search_candles,
                warm_up=warm_up,
                embargo=embargo,
            )
        )
    except DataError:
        return
    assert len(splits) == folds
    traded = [row for split in splits for row in range(candles)[split.traded]]
    assert traded == list(range(splits[0].trade_start, candles))
    lengths = [split.trade_end - split.trade_start for split in splits]
    assert max(lengths) - min(lengths) <= 1
    for split in splits:
        assert 0 <= split.read_from == split.search_start - warm_up
        assert split.search_start < split.search_end == split.trade_start - embargo
    searched = {split.search_end - split.search_start for split in splits}
    assert (len(searched) == 1) or anchored
    if search_candles is not None:
        assert splits[0].trade_start == warm_up + search_candles


def test_too_few_candles_are_refused_with_the_numbers() -> None:
    told = "a candle for each of 5 folds .* embargo of 1, were 12 candles with 4 to warm up and 1"
    with pytest.raises(DataError, match=told):
        list(walk_forward_splits(12, 5, warm_up=4, embargo=1))
    with pytest.raises(DataError, match="100 to search on first"):
        list(walk_forward_splits(100, 1, search_candles=100))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"folds": 0}, "folds >= 1, was 0"),
        ({"warm_up": -1}, "warm_up >= 0, was -1"),
        ({"embargo": -1}, "embargo >= 0, was -1"),
        ({"search_candles": 0}, "search_candles >= 1, was 0"),
        ({"folds": 1.5}, "whole number for folds, was 1.5"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(options, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        list(walk_forward_splits(**({"candles": 100, "folds": 2} | options)))
