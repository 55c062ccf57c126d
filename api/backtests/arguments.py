"""From a request to the flags of run_backtest.py."""

from bot.domain import BacktestRequest, rfc3339

CONFIG_FILE, RESULT_FILE, REPORT_FILE = "config.json", "result.json", "report.html"
"""In the folder that the program runs in."""


def arguments_of(request: BacktestRequest) -> list[str]:
    """Every flag as one word with its value, so that no value can be taken for another flag."""
    values = {
        "symbol": request.symbol,
        "timeframe": request.timeframe,
        "source": request.source,
        "csv": request.csv,
        "lookback": request.lookback,
        "start": None if request.start is None else rfc3339(request.start),
        "end": None if request.end is None else rfc3339(request.end),
        "balance": None if request.balance is None else repr(request.balance),
        "config": CONFIG_FILE if request.config else None,
        "json": RESULT_FILE,
        "report": REPORT_FILE,
    }
    switches = {"no-ai": not request.ai, "no-macro": not request.macro}
    return [
        "--yes",
        "--progress",
        *(f"--{name}={value}" for name, value in values.items() if value is not None),
        *(f"--{name}" for name, is_on in switches.items() if is_on),
    ]
