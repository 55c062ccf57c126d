"""The tables of the agreement: totals over series, and each trade under each of its causes."""

from collections import Counter
from types import SimpleNamespace

from benchmarks.agreement.causes import Cause
from benchmarks.agreement.pairing import Tally
from benchmarks.agreement.tables import case_table, cause_table, core_table, legend, summary

UNGUARDED, SLIPS = Cause.UNGUARDED_ENTRY, Cause.TARGET_SLIPS
TALLY = Tally(
    ours=10,
    theirs=8,
    equal=5,
    differing=Counter({(UNGUARDED,): 1, (UNGUARDED, SLIPS): 2}),
    alone=Counter({(UNGUARDED,): 2}),
    our_return_pct=-5.0,
    their_return_pct=4.0,
)


def row(series: str) -> SimpleNamespace:
    return SimpleNamespace(
        case=SimpleNamespace(name="default"),
        series=SimpleNamespace(name=series),
        tallies={"backtesting.py": Tally(ours=10, theirs=10, equal=10), "vectorbt": TALLY},
    )


def words(lines) -> list[str]:
    return [" ".join(line.replace("|", " ").split()) for line in lines]


def test_a_case_has_a_line_for_each_series_with_both_peers():
    lines = words(case_table([row("one"), row("two")]))
    assert lines[-1] == "two 10 10 10 0 0 0 8 5 3 2 0"
    assert len(lines) == 5


def test_the_summary_adds_the_series_up_and_shows_mean_returns():
    lines = words(summary([row("one"), row("two")]))
    assert lines[-1] == "1 default vectorbt 20 16 10 6 4 0 -0.500 0.500"


def test_a_trade_with_two_causes_counts_under_both():
    lines = words(cause_table([row("one"), row("two")]))
    assert "a 6+4" in lines
    assert "g 4+0" in lines
    assert "i 0+0" in lines


def test_every_cause_has_a_letter_of_its_own_and_a_peer_that_has_it():
    lines = list(legend())[1:]
    assert [line[0] for line in lines] == list("abcdefghi")
    assert all(line.endswith(("(backtesting.py)", "vectorbt)")) for line in lines)


def test_a_core_run_that_differs_is_named():
    equal = SimpleNamespace(
        case=SimpleNamespace(name="core"),
        series=SimpleNamespace(name="one"),
        trades={"ours": 3, "backtesting.py": 3, "vectorbt": 3},
        shared=3,
        all_agree=True,
    )
    other = SimpleNamespace(**{**vars(equal), "shared": 2, "all_agree": False})
    assert words(core_table([equal]))[-1] == "core 3 3 3 3"
    assert list(core_table([equal, other]))[-1].startswith("NOT EQUAL: core on one")
