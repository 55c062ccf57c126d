"""What a window of candles lacks of what the flags asked for."""

from datetime import timedelta

from bot.candles import CandleWindow
from bot.domain import rfc3339, timeframe_delta
from bot.programs.candle_request import CandleRequest

# The longest closure that weekends and holidays make together (Thursday to Tuesday at Easter).
_LONGEST_CLOSURE = timedelta(days=5)


def with_window_told(
    window: CandleWindow, request: CandleRequest, *, asks_lookback: bool
) -> CandleWindow:
    """The window, its warnings saying where there are fewer candles than --start or --lookback ask.

    `asks_lookback`: whether a person asked for the request's lookback, or it is the usual one.
    """
    notes = [*_start_notes(window, request)]
    if asks_lookback:
        notes += _lookback_notes(window, request)
    candles = window.candles.copy(deep=False)
    candles.attrs["warnings"] = [*candles.attrs.get("warnings", ()), *notes]
    return CandleWindow(candles=candles, warm_up=window.warm_up)


def _start_notes(window: CandleWindow, request: CandleRequest) -> list[str]:
    """None where candles before the window are known, or closures explain where it begins."""
    if request.start is None or window.warm_up:
        return []
    first = window.traded.index[0]
    length = timeframe_delta(request.timeframe)
    unnoticed = length if request.never_closes else max(length, _LONGEST_CLOSURE)
    if first - request.start < unnoticed:
        return []
    return [
        f"--start asks for candles from {rfc3339(request.start)} on, and there are some from "
        f"{rfc3339(first)} on"
    ]


def _lookback_notes(window: CandleWindow, request: CandleRequest) -> list[str]:
    if request.lookback is None or len(window) >= request.lookback:
        return []
    inside = " between --start and --end" if request.start or request.end else ""
    return [
        f"--lookback asks for {request.lookback} candles, and there are {len(window)}{inside}: "
        "all of them are used"
    ]
