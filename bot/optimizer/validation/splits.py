"""Which candles a fold of a walk forward searches on, and which it trades."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import require, whole_number
from bot.domain.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkForwardSplit:
    """Rows of one fold, each end exclusive.

    Trials are scored on rows `search_start` to `search_end`; rows from `read_from` on may be read
    to warm up. The chosen config trades rows `trade_start` to `trade_end`.
    """

    read_from: int
    search_start: int
    search_end: int
    trade_start: int
    trade_end: int

    @property
    def searched(self) -> slice:
        """The rows that trials are scored on."""
        return slice(self.search_start, self.search_end)

    @property
    def traded(self) -> slice:
        """The rows that the chosen config trades."""
        return slice(self.trade_start, self.trade_end)


def walk_forward_splits(
    candles: int,
    folds: int,
    *,
    anchored: bool = True,
    search_candles: int | None = None,
    warm_up: int = 0,
    embargo: int = 0,
) -> Iterator[WalkForwardSplit]:
    """Cut `candles` rows into folds that search on the past and trade the future after it.

    The rows after the first search are cut into `folds` parts as equal as whole rows allow; each
    is traded once, in order and without a gap (Pardo 2008, The Evaluation and Optimization of
    Trading Strategies, ch. 11). The first search spans `search_candles` rows (None: as many as a
    part). `anchored` searches begin at the same row and grow; rolling ones keep their length.

    Purge: the first `warm_up` rows of all, where a trial may have no indicators yet, are never
    scored, so each search can read that many rows before its first. Embargo: the `embargo` rows
    right before a traded part belong to no search of its fold, so that a position that straddles
    the border cannot count on both sides (Lopez de Prado 2018, Advances in Financial Machine
    Learning, ch. 7). Raises ConfigError for less than one fold, DataError where a part would be
    empty or the embargo would leave nothing to search on.
    """
    count, total, purged, gap = (
        whole_number(name, value)
        for name, value in (
            ("folds", folds),
            ("candles", candles),
            ("warm_up", warm_up),
            ("embargo", embargo),
        )
    )
    require(count >= 1, "folds >= 1", count)
    require(purged >= 0, "warm_up >= 0", purged)
    require(gap >= 0, "embargo >= 0", gap)
    first = purged + _first_search(total - purged, count, search_candles)
    if total - first < count or first - purged <= gap:
        raise DataError(
            f"need a candle for each of {count} folds and a search longer than the embargo of "
            f"{gap}, were {total} candles with {purged} to warm up and {first - purged} to search "
            "on first"
        )
    edges = [first + (total - first) * part // count for part in range(count + 1)]
    for start, end in itertools.pairwise(edges):
        search_start = purged if anchored else start - (first - purged)
        yield WalkForwardSplit(
            read_from=search_start - purged,
            search_start=search_start,
            search_end=start - gap,
            trade_start=start,
            trade_end=end,
        )


def _first_search(rows: int, folds: int, search_candles: int | None) -> int:
    if search_candles is None:
        return rows // (folds + 1)
    asked = whole_number("search_candles", search_candles)
    require(asked >= 1, "search_candles >= 1", asked)
    return asked
