"""The questions of run_backtest.py."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.command_line import Question, amount, count, one_of, output_file, text
from bot.domain import ConfigStore, DataSource, sanitize_symbol_for_fs
from bot.domain.errors import ConfigError
from bot.programs.candle_request import SOURCES

ALL = "all"
DEFAULTS = "defaults"
OPTIMIZED = "optimized"
SAMPLE_CANDLES = Path("data/sample_ohlcv.csv")


def lookback_question(default: str) -> Question[int | None]:
    """How many of the newest candles; None stands for all."""
    return Question(
        flag="--lookback",
        text="Lookback in candles",
        default=default,
        examples="500, 5000, all of a file",
        read=_lookback,
    )


def balance_question(default: float) -> Question[float]:
    """The balance before the first candle."""
    return Question(
        flag="--balance",
        text="Initial balance",
        default=f"{default:.12g}",
        examples="1000, 25000.50",
        read=amount,
    )


def parameters_question(configs: ConfigStore, symbol: str) -> Question[str]:
    """DEFAULTS, or OPTIMIZED where the optimizer has written a config for the symbol."""
    return Question(
        flag="--parameters",
        text="Parameters",
        default=DEFAULTS,
        examples=f"{DEFAULTS}, {OPTIMIZED}",
        read=_parameters(configs, symbol),
    )


def source_question(default: DataSource) -> Question[tuple[DataSource, Path | None]]:
    """Where candles come from; the name of a file is an answer too."""
    return Question(
        flag="--source",
        text="Data source",
        default=str(default),
        examples=f"{', '.join(SOURCES)}, or the name of a CSV file",
        read=_source,
        flags=_source_flags,
    )


def csv_question(default: Path) -> Question[Path]:
    """Which file, where the source is csv and no flag has named one."""
    return Question(
        flag="--csv",
        text="CSV file",
        default=str(default),
        examples="with the header timestamp,open,high,low,close,volume",
        read=_existing_file,
    )


def save_question(symbol: str, timeframe: str) -> Question[Path | None]:
    """The file that takes the result as JSON; None for not saving."""
    usual = f"backtest_{sanitize_symbol_for_fs(symbol)}_{timeframe}.json"
    return Question(
        flag="--json",
        text="Save results",
        default="no",
        examples=f"no, yes for {usual}, or a file name",
        read=lambda answer: _file_to_save(answer, usual),
        flags=lambda answer: _saving_flags(answer, usual),
    )


def _lookback(answer: str) -> int | None:
    return None if answer.lower() == ALL else count(1)(answer)


def _parameters(configs: ConfigStore, symbol: str) -> Callable[[str], str]:
    def read(answer: str) -> str:
        chosen = one_of(DEFAULTS, OPTIMIZED)(answer)
        if chosen == OPTIMIZED:
            _need_optimized(configs, symbol)
        return chosen

    return read


def _need_optimized(configs: ConfigStore, symbol: str) -> None:
    if not configs.versions(symbol)[-1].in_use:
        raise ConfigError(
            f"need optimized parameters in {configs.whereabouts(symbol)}, found none:"
            " run run_portfolio_optimize.py, or choose defaults"
        )


def _source(answer: str) -> tuple[DataSource, Path | None]:
    if answer.lower() not in SOURCES and Path(answer).is_file():
        return DataSource.CSV, Path(answer)
    return DataSource(one_of(*SOURCES)(answer)), None


def _source_flags(answer: str) -> Sequence[str]:
    source, file = _source(answer)
    if file is not None:
        return ["--csv", str(file)]
    return (
        [] if source is DataSource.CSV else ["--source", str(source)]
    )  # csv: the next one's --csv


def _existing_file(answer: str) -> Path:
    path = Path(text(answer)).expanduser()
    if not path.is_file():
        raise ConfigError(f"need a file that exists, was {answer!r}")
    return path


def _file_to_save(answer: str, usual: str) -> Path | None:
    name = _saved_name(answer, usual)
    return None if name is None else output_file(name)


def _saved_name(answer: str, usual: str) -> str | None:
    if answer.lower() in ("n", "no"):
        return None
    return usual if answer.lower() in ("y", "yes") else answer


def _saving_flags(answer: str, usual: str) -> Sequence[str]:
    name = _saved_name(answer, usual)
    return ["--no-save"] if name is None else ["--json", name]
