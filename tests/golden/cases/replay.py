"""The bot on replayed candles: its files, and what reads them afterwards."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.golden.case import Case, Service, Step
from tests.golden.inputs import BREAKOUT, document, events
from tests.golden.markets import Markets
from tests.golden.series import Series

WIDE: Mapping[str, Any] = {"stop_loss_pct": 0.02, "take_profit_pct": 0.03}
BOTH_WAYS: Mapping[str, Any] = {"allow_short": True, "exit_on_opposite_signal": True}
CONFIGS: Mapping[str, Mapping[str, Any]] = {
    "as-it-comes": {},
    "both-directions": {**WIDE, **BOTH_WAYS},
    "bollinger": {**WIDE, **BOTH_WAYS, "strategy": "bollinger_reversion"},
    "breakout": {**WIDE, "strategy": "breakout", "strategy_params": {"channel": 30}},
}
PATHS = (
    "/status",
    "/signals?limit=5",
    "/equity?max_points=50",
    "/trades?limit=20",
    "/candles?limit=3",
    "/strategy",
    "/ai/prediction",
    "/macro/insights",
    "/portfolio/strategies",
    "/portfolio/playbook",
    "/version",
    "/openapi.json",
    "/health/live",
    "/",
    "/dashboard",
    "/dashboard/preview",
    "/docs",
    "/static/page/page.js",
    "/static/page/tokens.css",
    "/nowhere",
    "/signals?limit=0",
)


def cases(markets: Markets) -> Iterator[Case]:
    """Each config replayed; of the richest one also parity report, decisions made anew and API."""
    series = markets.first.head(markets.sized(6000, 900))
    checked = (_parity(),) if markets.thorough else ()
    for name, config in CONFIGS.items():
        richest = name == "both-directions"
        yield _case(name, series, config, _readers(series) if richest else checked)
    other = markets.series[4].head(markets.sized(4000, 700))
    yield _case("session-market", other, {**WIDE, "symbol": other.symbol}, checked)
    cycles = {"DATA_SOURCE": "synthetic", "SYNTHETIC_SEED": "3"}
    bot = ("-m", "bot.bot", "--once")
    yield Case(
        name="bot-synthetic",
        settings=cycles,
        steps=tuple(Step(name="cycle", command=bot) for _ in range(2)),
    )


def _case(
    name: str, series: Series, config: Mapping[str, Any], readers: tuple[Step | Service, ...]
) -> Case:
    return Case(
        name=f"replay-{name}",
        files={
            series.file: series.content,
            "events.json": events(series),
            "data/strategies/breakout.py": BREAKOUT,
            "data/strategy_config.json": document(config),
        },
        settings={
            "SYMBOL": series.symbol,
            "TIMEFRAME": series.timeframe,
            "DATA_SOURCE": "replay",
            "CANDLES_CSV": series.file,
            "LOOP_INTERVAL_SECONDS": "0",
            "MACRO_EVENTS_PATH": "events.json",
        },
        steps=(Step(name="bot", command=("-m", "bot.bot")), *readers),
    )


def _parity(*flags: str, name: str = "parity") -> Step:
    return Step(name=name, command=("tools/parity_report.py", "--data-dir", "data", *flags))


def _readers(series: Series) -> tuple[Step | Service, ...]:
    anew = ("tools/replay_decision.py", "--data-dir", "data", "--id")
    identity = f"{series.symbol}@{series.open_time(0.6)}"
    return (
        Service(name="api", paths=PATHS, question="What is the macro outlook for ETH?"),
        _parity(),
        _parity("--json", "--html", "parity.html", name="parity-json"),
        Step(name="decision", command=(*anew, identity)),
        Step(name="decision-json", command=(*anew, identity, "--json")),
        Step(name="early-decision", command=(*anew, series.open_time(0.01))),
        Step(name="no-decision", command=(*anew, "2001-01-01T00:00:00Z")),
    )
