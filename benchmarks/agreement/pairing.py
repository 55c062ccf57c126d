"""Two lists of trades side by side: equal, differing, in one only, and each difference's cause."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.agreement.causes import NONE, Cause
from benchmarks.agreement.slow_fills import Entry, Market, Step, step, trades_of
from benchmarks.agreement.trades import RoundTrip, is_same_trade

Causes = tuple[Cause, ...]


@dataclass(kw_only=True)
class Tally:
    """Counts of trades of one or more series; causes are counted by trade.

    `differing` are entered alike and end differently; `alone` are in one list only, since an
    earlier trade ended elsewhere, and are counted under its causes. `unexplained` are the trades
    of either side that the slow fills do not foretell. Returns are sums over the trades; `examples`
    keeps the first differing trade, ours and theirs, of each set of causes.
    """

    ours: int = 0
    theirs: int = 0
    equal: int = 0
    differing: Counter[Causes] = field(default_factory=Counter)
    alone: Counter[Causes] = field(default_factory=Counter)
    unexplained: int = 0
    our_return_pct: float = 0.0
    their_return_pct: float = 0.0
    examples: dict[Causes, tuple[RoundTrip, RoundTrip]] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Count the trades of another tally as well."""
        for name in ("ours", "theirs", "equal", "unexplained"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.our_return_pct += other.our_return_pct
        self.their_return_pct += other.their_return_pct
        self.differing += other.differing
        self.alone += other.alone


def compare(
    market: Market, ours: Sequence[RoundTrip], theirs: Sequence[RoundTrip], peer: Set[Cause]
) -> Tally:
    """Pair the trades by entry, and name what makes each difference.

    Whatever one of the two does that the slow fills with its rules do not is unexplained.
    """
    tally = Tally(
        ours=len(ours),
        theirs=len(theirs),
        unexplained=_unforetold(market, ours, NONE) + _unforetold(market, theirs, peer),
        our_return_pct=sum(trade.return_pct for trade in ours),
        their_return_pct=sum(trade.return_pct for trade in theirs),
    )
    known = {trade.entry: trade for trade in theirs}
    common = [trade for trade in ours if trade.entry in known]
    our_rank = {trade.entry: rank for rank, trade in enumerate(ours)}
    their_rank = {trade.entry: rank for rank, trade in enumerate(theirs)}
    ends = [trade.entry for trade in common[1:]]
    _count_before(tally, common, our_rank, their_rank)
    for trade, end in zip(common, [*ends, None], strict=True):
        other = known[trade.entry]
        gap = _gap(our_rank, trade.entry, end) + _gap(their_rank, trade.entry, end)
        same = is_same_trade(trade, other)
        tally.equal += same
        if not same or gap:
            found = causes_of(market, Entry(*trade.entry), peer)
            if not same:
                tally.differing[found] += 1
                tally.examples.setdefault(found, (trade, other))
            tally.alone[found] += gap
    tally.alone = +tally.alone
    return tally


def causes_of(market: Market, entry: Entry, peer: Set[Cause]) -> Causes:
    """The fewest of the peer's rules that, put into our fills, give what the peer does.

    Judged by the trade of that entry and the entry after it; empty where both do the same.
    """
    wanted = step(market, entry, peer)
    ordered = sorted(peer, key=lambda cause: cause.value)
    for count in range(len(ordered) + 1):
        for chosen in combinations(ordered, count):
            if _is_same_step(step(market, entry, frozenset(chosen)), wanted):
                return chosen
    raise AssertionError("all of the peer's rules give what the peer does")


def _is_same_step(one: Step, other: Step) -> bool:
    return one.following == other.following and is_same_trade(one.trade, other.trade)


def _unforetold(market: Market, found: Sequence[RoundTrip], causes: Set[Cause]) -> int:
    foretold = {trade.entry: trade for trade in trades_of(market, causes)}
    met = sum(
        trade.entry in foretold and is_same_trade(trade, foretold[trade.entry]) for trade in found
    )
    return max(len(found), len(foretold)) - met


def _gap(
    rank: dict[tuple[int, int], int], start: tuple[int, int], end: tuple[int, int] | None
) -> int:
    """How many trades lie between two entries that both have (to the last one with None)."""
    return (len(rank) if end is None else rank[end]) - rank[start] - 1


def _count_before(
    tally: Tally,
    common: Sequence[RoundTrip],
    our_rank: dict[tuple[int, int], int],
    their_rank: dict[tuple[int, int], int],
) -> None:
    """Trades before the first common entry have nothing to follow from: they are unexplained."""
    if common:
        tally.unexplained += our_rank[common[0].entry] + their_rank[common[0].entry]
    else:
        tally.unexplained += len(our_rank) + len(their_rank)
