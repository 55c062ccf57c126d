"""make bench: every bar as a ratio measured in this run; exit code 1 where one is missed."""

import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks import backtesting_peer, c_loop, ours, vectorbt_peer
from benchmarks.assistant import assistant_lines
from benchmarks.charts import chart_lines
from benchmarks.cycles.lines import cycle_lines
from benchmarks.cycles.wire import wire_lines
from benchmarks.growth import growth_lines
from benchmarks.headlines import headline_lines
from benchmarks.ingestion import ingestion_lines
from benchmarks.line import Line
from benchmarks.macro import macro_lines
from benchmarks.million import million_lines
from benchmarks.page import page_lines
from benchmarks.programs import backtest_seconds, help_seconds
from benchmarks.rounds import best_seconds
from benchmarks.service.answers import api_lines
from benchmarks.stream.memory import Plan, stream_lines
from benchmarks.trials_c_loop import c_trials
from benchmarks.workload import COLUMNS_AT_ONCE, TRIALS, Workload, workload
from bot.domain import DecisionPolicy
from bot.optimizer.trials import rows_of

ROUNDS = 7
ENGINES = ("numba", "rust")
METRICS, SHARPE = "metrics of a trial", "Sharpe ratio alone"
OF_VECTORBT = {METRICS: vectorbt_peer.metrics, SHARPE: vectorbt_peer.sharpe_ratios}
"""A trial has every metric, which backtesting.py gives as well; the fastest peer gives one."""
Contender = str | tuple[str, str]
TRIALS_OF_BACKTESTING = 5
DEFAULTS = DecisionPolicy()
WITHOUT_AI = DecisionPolicy(ai_enabled=False, macro_enabled=False)


def main() -> int:
    """Measure everything, print the table, and say whether every bar holds."""
    work = workload()
    print(f"{len(work.candles):,} candles x {TRIALS:,} trials, best of {ROUNDS} turns each")
    lines = search_lines(work)
    with tempfile.TemporaryDirectory() as folder:
        lines += c_lines(work, Path(folder))
        lines += growth_lines(ROUNDS)
        lines += program_lines(Path(folder))
        lines += million_lines(Path(folder))
        lines += assistant_lines(Path(folder) / "assistant", 5)
        lines += ingestion_lines(Path(folder))
        lines += api_lines(Path(folder) / "api")
        lines += page_lines(Path(folder) / "page")
    lines += macro_lines()
    lines += headline_lines()
    lines += cycle_lines()
    lines += wire_lines()
    lines += chart_lines()
    lines += stream_lines(Plan())
    print("\n".join(map(str, lines)))
    print(agreement(work))
    return 0 if all(line.holds for line in lines) else 1


def search_rates(work: Workload) -> dict[Contender, float]:
    """Trials a second of the search and of its peers; of vectorbt by what it gives and engine."""
    columns = rows_of(work.draws, 0, COLUMNS_AT_ONCE)
    seconds = best_seconds(
        {
            "ours": lambda: ours.search(work),
            "without AI": lambda: ours.search(work, WITHOUT_AI),
            "full": lambda: ours.search(work, DEFAULTS),
            "backtesting": lambda: backtesting_peer.trades_of_trials(work, TRIALS_OF_BACKTESTING),
            **{
                (what, engine): lambda give=give, engine=engine: give(work, columns, engine)
                for what, give in OF_VECTORBT.items()
                for engine in ENGINES
            },
        },
        ROUNDS,
    )
    trials = {"ours": TRIALS, "without AI": TRIALS, "full": TRIALS}
    trials |= {"backtesting": TRIALS_OF_BACKTESTING}
    return {name: trials.get(name, COLUMNS_AT_ONCE) / took for name, took in seconds.items()}


def search_lines(work: Workload) -> list[Line]:
    """The rates and their ratios."""
    rate = search_rates(work)
    best = {what: max(rate[what, engine] for engine in ENGINES) for what in OF_VECTORBT}
    return [
        Line(what="random search, EMA and RSI rule alone", value=rate["ours"], unit="trials/s"),
        *(
            Line(
                what=f"vectorbt, engine {engine}, {what}", value=rate[what, engine], unit="trials/s"
            )
            for what in OF_VECTORBT
            for engine in ENGINES
        ),
        Line(what="backtesting.py, same rule", value=rate["backtesting"], unit="trials/s"),
        Line(
            what="random search / vectorbt with the metrics of a trial",
            value=rate["ours"] / best[METRICS],
            unit="x",
        ),
        Line(
            what="random search / vectorbt with the Sharpe ratio alone",
            value=rate["ours"] / best[SHARPE],
            unit="x",
            bar=100,
        ),
        Line(
            what="random search / backtesting.py",
            value=rate["ours"] / rate["backtesting"],
            unit="x",
            bar=4_000,
        ),
        Line(
            what="random search with confidence, as with --no-ai",
            value=rate["without AI"],
            unit="trials/s",
        ),
        Line(what="random search with the whole decision", value=rate["full"], unit="trials/s"),
        Line(
            what="whole decision / vectorbt with the Sharpe ratio alone",
            value=rate["full"] / best[SHARPE],
            unit="x",
            bar=30,
        ),
    ]


def c_lines(work: Workload, folder: Path) -> list[Line]:
    """The search on one core against a loop written by hand in C that finds the same."""
    cc = c_loop.compiler()
    if cc is None:
        return [Line(what="no C compiler: no loop in C", value=0.0, unit="")]
    in_c = c_trials(work, folder, cc)
    np.testing.assert_allclose(ours.search(work).trials.metrics, in_c(), rtol=1e-9, atol=1e-9)
    seconds = best_seconds({"ours": lambda: ours.search(work, jobs=1), "C": in_c}, ROUNDS)
    return [
        Line(
            what="the same trials by a loop in C, one core",
            value=TRIALS / seconds["C"],
            unit="trials/s",
        ),
        Line(
            what="time of the search on one core / of the loop in C",
            value=seconds["ours"] / seconds["C"],
            unit="x",
            bar=1.5,
            at_most=True,
        ),
    ]


def program_lines(folder: Path) -> list[Line]:
    """Whole programs against their bars."""
    backtest = backtest_seconds(folder, ROUNDS)
    return [
        Line(what="run_backtest.py on 38,221 candles", value=backtest["backtest"], unit="s"),
        Line(
            what="run_backtest.py / imports and pandas.read_csv",
            value=backtest["backtest"] / backtest["read_csv"],
            unit="x",
            bar=3,
            at_most=True,
        ),
        *(
            Line(what=f"{name} --help", value=value, unit="s", bar=0.5, at_most=True)
            for name, value in help_seconds(ROUNDS).items()
        ),
    ]


def agreement(work: Workload) -> str:
    """How alike the three trade: all are asked the same, and each has fills of its own."""
    columns = rows_of(work.draws, 0, COLUMNS_AT_ONCE)
    found = ours.search(work).trials.metric("total_trades")[:COLUMNS_AT_ONCE]
    peer = vectorbt_peer.portfolio(work, columns, ENGINES[0]).trades.count().to_numpy()
    other = np.array(backtesting_peer.trades_of_trials(work, TRIALS_OF_BACKTESTING))
    correlation = np.corrcoef(found, peer)[0, 1]
    return (
        f"trades of a trial: ours {found.mean():.0f}, vectorbt {peer.mean():.0f} "
        f"(correlation {correlation:.3f}); of the first {TRIALS_OF_BACKTESTING}: "
        f"ours {found[:TRIALS_OF_BACKTESTING].sum():.0f}, backtesting.py {other.sum()}"
    )


if __name__ == "__main__":
    sys.exit(main())
