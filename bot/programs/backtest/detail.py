"""The finer candles that --detail names: a file's, or those of the same source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.backtesting import Detail, detail_of
from bot.candles import CandleWindow, infer_timeframe
from bot.domain import DataSource, timeframe_delta
from bot.domain.errors import ConfigError
from bot.programs.candle_request import CandleRequest
from bot.programs.historical_inputs import CsvReader, load_candles
from bot.settings import Settings

_TIMEFRAME = re.compile(r"\d+[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadedDetail:
    """Finer candles inside each row of a window, what they are in words, and what they warn of."""

    detail: Detail
    timeframe: str
    source: str
    warnings: tuple[str, ...]

    @property
    def described(self) -> str:
        """What decides exits inside candles."""
        return f"candles of {self.timeframe} decide exits inside a candle ({self.source})"


def detail_request(
    answer: str | None, candles: CandleRequest, read_csv: CsvReader
) -> CandleRequest | None:
    """What --detail asks for beside `candles`; None without the flag.

    ConfigError where the source has no finer candles, DataError for a file that is none of candles.
    """
    if answer is None:
        return None
    if _TIMEFRAME.fullmatch(answer) and not Path(answer).exists():
        return _of_the_source(answer, candles)
    file = Path(answer).expanduser()
    timeframe = infer_timeframe(read_csv(file))
    return replace(candles, source=DataSource.CSV, csv=file, timeframe=timeframe)


def _of_the_source(timeframe: str, candles: CandleRequest) -> CandleRequest:
    timeframe_delta(timeframe)
    if not candles.source.is_remote:
        why = (
            "made-up candles of another length are another market"
            if candles.source is DataSource.SYNTHETIC
            else "a file has candles of one length"
        )
        raise ConfigError(
            f"need --detail FILE with the source {candles.source}, was {timeframe}: {why}"
        )
    return replace(candles, timeframe=timeframe)


def load_detail(
    request: CandleRequest,
    window: CandleWindow,
    coarse: str,
    settings: Settings,
    read_csv: CsvReader,
) -> LoadedDetail:
    """The finer candles inside the traded rows of a window of `coarse` candles.

    Errors are those of load_candles and detail_of.
    """
    opens = window.traded.index
    asked = replace(
        request,
        lookback=None,
        start=opens[0].to_pydatetime(),
        end=opens[-1].to_pydatetime() + timeframe_delta(coarse),
    )
    finer = load_candles(asked, settings, read_csv, earlier=0).traded
    return LoadedDetail(
        detail=detail_of(finer, request.timeframe, window.candles, coarse),
        timeframe=request.timeframe,
        source=request.described,
        warnings=tuple(f"finer candles: {note}" for note in finer.attrs.get("warnings", ())),
    )


def coarse_check_notes(checks: Sequence[str], timeframe: str) -> tuple[str, ...]:
    """A sentence for the checks, by their flags, that know no finer candles."""
    if not checks:
        return ()
    return (
        f"with {' and '.join(checks)}, exits inside a candle are decided on candles of {timeframe}"
        " alone",
    )
