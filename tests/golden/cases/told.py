"""What programs say of themselves and of mistakes."""

from collections.abc import Iterator

from tests.golden.case import Case, Step
from tests.golden.markets import Markets

PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("run_backtest.py",),
    ("run_portfolio_optimize.py",),
    ("run_auto_optimize.py",),
    ("-m", "bot.bot"),
    ("-m", "bot.research"),
    ("tools/parity_report.py",),
    ("tools/replay_decision.py",),
    ("tools/check_strategy.py",),
    ("tools/configs.py",),
    ("tools/download_candles.py",),
)
MISTAKES: tuple[tuple[str, ...], ...] = (
    ("run_backtest.py", "--yes", "--ema-fast", "30", "--ema-slow", "12"),
    ("run_backtest.py", "--yes", "--csv", "nowhere.csv"),
    ("run_backtest.py", "--yes", "--csv", "torn.csv"),
    ("run_backtest.py", "--yes", "--config", "bad.json"),
    ("run_backtest.py", "--yes", "--strategy", "unknown"),
    ("run_backtest.py", "--yes", "--strategy", "broken"),
    ("run_portfolio_optimize.py", "--config", "nowhere.json"),
    ("-m", "bot.research", "--csv", "nowhere.csv", "--ema-fast", "5"),
    ("tools/configs.py", "rollback", "BTC/USDT"),
    ("tools/parity_report.py", "--data-dir", "nowhere"),
)
BAD_SETTINGS = ({"PAPER_MODE": "false"}, {"TIMEFRAME": "7m"}, {"DATA_SOURCE": "csv"})


def cases(markets: Markets) -> Iterator[Case]:
    """--help of every program; wrong flags, files and settings with the sentence that each gets."""
    yield Case(
        name="told-help",
        steps=tuple(
            Step(name=one[-1].replace("/", "-"), command=(*one, "--help")) for one in PROGRAMS
        ),
    )
    bot = ("-m", "bot.bot", "--once")
    shown = markets.sized(99, 6)
    yield Case(
        name="told-mistakes",
        files={
            "torn.csv": b"timestamp,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,",
            "bad.json": b'{"ema_fast": 5, "emu_slow": 20}',
            "data/strategies/broken.py": b"import nothing_of_that_name\n",
        },
        steps=(
            *(Step(name="mistake", command=one) for one in MISTAKES[:shown]),
            *(Step(name="bad-setting", command=bot, settings=one) for one in BAD_SETTINGS[:shown]),
        ),
    )
