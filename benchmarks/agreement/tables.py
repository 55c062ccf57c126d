"""What was found, as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from benchmarks.agreement.causes import BACKTESTING, VECTORBT, Cause
from benchmarks.agreement.pairing import Causes, Tally
from benchmarks.agreement.trades import RoundTrip

if TYPE_CHECKING:  # these need the peers installed
    from benchmarks.agreement.comparison import CaseOnSeries, CoreOnSeries
    from benchmarks.agreement.series import Series

PEERS = {"backtesting.py": BACKTESTING, "vectorbt": VECTORBT}
_COUNTS = ("theirs", "equal", "differ", "alone", "unexpl.")


def case_table(rows: "Sequence[CaseOnSeries]") -> Iterator[str]:
    """One case: a line for every series, with both peers side by side."""
    yield f"\n{rows[0].case.name}"
    yield (f"{'':42}" + "".join(f" | {name:<39}" for name in PEERS)).rstrip()
    yield f"{'series':<34} {'ours':>7}" + (" | " + " ".join(f"{n:>7}" for n in _COUNTS)) * 2
    for row in rows:
        first = next(iter(row.tallies.values()))
        cells = (" ".join(f"{n:>7,}" for n in _counts(t)) for t in row.tallies.values())
        yield f"{row.series.name[:34]:<34} {first.ours:>7,} | " + " | ".join(cells)


def summary(rows: "Sequence[CaseOnSeries]") -> Iterator[str]:
    """One line for each case and peer over all series."""
    yield "\nAll series. return: mean of a trade after costs, ours and theirs"
    yield (
        f"{'case':<37} {'peer':<14} {'ours':>7} "
        + " ".join(f"{n:>7}" for n in _COUNTS)
        + f" {'return %':>8} {'theirs %':>8}"
    )
    for number, name in enumerate(case_names(rows), 1):
        for peer in PEERS:
            tally = total([row for row in rows if row.case.name == name], peer)
            counts = " ".join(f"{n:>7,}" for n in (tally.ours, *_counts(tally)))
            means = f"{_mean(tally.our_return_pct, tally.ours)} " + _mean(
                tally.their_return_pct, tally.theirs
            )
            yield f"{number} {name:<35} {peer:<14} {counts} {means}"


def cause_table(rows: "Sequence[CaseOnSeries]") -> Iterator[str]:
    """How many differing and lone trades each cause has a part in, case by case."""
    names = case_names(rows)
    for peer, causes in PEERS.items():
        yield f"\n{peer}: trades that differ + trades in one list only, by cause"
        yield "case" + "".join(f"{number:>14}" for number in range(1, len(names) + 1))
        totals = [total([row for row in rows if row.case.name == name], peer) for name in names]
        for cause in sorted(causes, key=lambda each: each.value):
            cells = (f"{_part(t.differing, cause):,}+{_part(t.alone, cause):,}" for t in totals)
            yield f"{cause.value:<4}" + "".join(f"{cell:>14}" for cell in cells)
    yield "A trade with two causes counts in both."


def legend() -> Iterator[str]:
    """What the letters mean."""
    yield "\nCauses"
    for cause in Cause:
        who = " and ".join(name for name, causes in PEERS.items() if cause in causes)
        yield f"{cause.value}  {cause.words} ({who})"


def core_table(rows: "Sequence[CoreOnSeries]") -> Iterator[str]:
    """The core cases over all series."""
    yield "\nCore: no stop or target is reached, no slippage, the last open trade left out"
    yield f"{'case':<35} {'ours':>14} {'backtesting.py':>14} {'vectorbt':>14} {'all equal':>14}"
    for name in case_names(rows):
        chosen = [row for row in rows if row.case.name == name]
        trades: Counter[str] = Counter()
        for row in chosen:
            trades.update(row.trades)
        counts = " ".join(f"{count:>14,}" for count in trades.values())
        yield f"{name:<35} {counts} {sum(row.shared for row in chosen):>14,}"
    for row in rows:
        if not row.all_agree:
            yield f"NOT EQUAL: {row.case.name} on {row.series.name}: {row.trades}, {row.shared}"


def examples(rows: "Sequence[CaseOnSeries]") -> Iterator[str]:
    """For each peer and cause the first trade that it makes different, alone where there is one."""
    for peer, causes in PEERS.items():
        yield f"\nFirst trade of {peer} that differs by a cause (with as few others as can be)"
        for cause in sorted(causes, key=lambda each: each.value):
            found = [
                (len(together), place, together)
                for place, row in enumerate(rows)
                for together in row.tallies[peer].examples
                if cause in together
            ]
            if found:
                _, place, together = min(found, key=lambda each: each[:2])
                row = rows[place]
                letters = "+".join(each.value for each in together)
                words = _words(row.series, *row.tallies[peer].examples[together])
                yield f"{letters}  {row.series.name}, {row.case.name}: {words}"


def case_names(rows: "Sequence[CaseOnSeries] | Sequence[CoreOnSeries]") -> list[str]:
    """The cases in the order in which they were run."""
    return list(dict.fromkeys(row.case.name for row in rows))


def total(rows: "Sequence[CaseOnSeries]", peer: str) -> Tally:
    """One peer's tallies added up."""
    tally = Tally()
    for row in rows:
        tally.add(row.tallies[peer])
    return tally


def _counts(tally: Tally) -> tuple[int, ...]:
    differing, alone = tally.differing.total(), tally.alone.total()
    return tally.theirs, tally.equal, differing, alone, tally.unexplained


def _part(counts: Counter[Causes], cause: Cause) -> int:
    return sum(count for causes, count in counts.items() if cause in causes)


def _mean(sum_pct: float, count: int) -> str:
    return f"{sum_pct / count:>8.3f}" if count else f"{'-':>8}"


def _words(series: "Series", ours: RoundTrip, theirs: RoundTrip) -> str:
    times = series.candles.index
    side = "long" if ours.direction > 0 else "short"
    ends = (
        f"{who} out {times[trade.exit_row]:%Y-%m-%d %H:%M} at {trade.exit_price:.10g}"
        f" ({trade.return_pct:+.3f} %)"
        for who, trade in (("ours", ours), ("theirs", theirs))
    )
    entry = f"{side} {times[ours.entry_row]:%Y-%m-%d %H:%M} at {ours.entry_price:.10g}"
    return f"{entry}; " + "; ".join(ends)
