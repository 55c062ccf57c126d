"""run_portfolio_optimize.py with each sampler, all that it leaves, and tools/configs.py on it."""

from collections.abc import Iterator

from tests.golden.case import Case, Service, Step
from tests.golden.inputs import events, portfolio
from tests.golden.markets import Markets

SEARCHES = (
    # sampler, objective, gate, flags
    ("random", "sharpe", "off", ()),
    ("grid", "pnl", "on", ("--min-weight", "0.2", "--max-weight", "0.5")),
    ("tpe", "composite", "off", ("--mdd-weight", "0.3", "--volatility-target", "0.2")),
    ("nsga2", "sortino", "on", ("--min-trades", "3")),
)
PATHS = ("/portfolio/strategies", "/portfolio/playbook", "/strategy?symbol=ETH/USDT", "/status")


def cases(markets: Markets) -> Iterator[Case]:
    """A portfolio of three symbols on an exchange: twice by chance, once by each other sampler.

    run_auto_optimize.py takes no seed: two runs of it differ, so it is no case.
    """
    for sampler, objective, gate, flags in SEARCHES:
        search = (
            *("run_portfolio_optimize.py", "--sampler", sampler, "--objective", objective),
            *("--trials", str(markets.sized(120, 24)), "--jobs", "2", "--json", *flags),
        )
        again = sampler == "random"
        shown = Service(name="api", paths=PATHS)
        yield _case(
            markets,
            name=f"optimize-{sampler}",
            gate=gate,
            steps=(
                Step(name="search", command=(*search, "--seed", "3")),
                *((Step(name="again", command=(*search, "--seed", "4")),) if again else ()),
                *((*_versions("ETH/USDT"), shown) if again else ()),
            ),
        )
    dry = ("run_portfolio_optimize.py", "--trials", "16", "--seed", "1", "--jobs", "2", "--dry-run")
    yield _case(
        markets,
        name="optimize-in-words",
        gate="on",
        steps=(
            Step(name="dry-run", command=dry),
            Step(name="bot", command=("-m", "bot.bot", "--once")),
        ),
    )


def _case(markets: Markets, *, name: str, gate: str, steps: tuple[Step | Service, ...]) -> Case:
    first, second, third = markets.traded
    return Case(
        name=name,
        exchange=markets.traded,
        files={
            "data/portfolio.json": portfolio(
                {"symbol": first.symbol, "allocation_pct": 50, "allow_short": True},
                {"symbol": second.symbol, "strategy": "macd_trend", "stop_loss_pct": 0.02},
                {"symbol": third.symbol, "timeframe": third.timeframe, "allocation": 0.2},
            ),
            "data/macro_events.json": events(first),
        },
        settings={
            "DATA_SOURCE": "exchange",
            "OPTIMIZE_LOOKBACK": str(markets.sized(2000, 1600)),
            "PROMOTION_GATE": gate,
        },
        steps=steps,
    )


def _versions(symbol: str) -> tuple[Step, ...]:
    """The configs that a search left, forwards and back."""
    tool = "tools/configs.py"
    return (
        Step(name="list", command=(tool, "list", symbol)),
        Step(name="list-json", command=(tool, "list", symbol, "--json")),
        Step(name="show", command=(tool, "show", symbol)),
        Step(name="show-json", command=(tool, "show", symbol, "1", "--json")),
        Step(name="diff", command=(tool, "diff", symbol, "0", "1")),
        Step(name="diff-json", command=(tool, "diff", symbol, "--json")),
        Step(name="rollback", command=(tool, "rollback", symbol, "0", "--why", "to see")),
        Step(name="rollback-json", command=(tool, "rollback", symbol, "1", "--json", "--by", "me")),
        Step(name="list-after", command=(tool, "list", symbol)),
    )
