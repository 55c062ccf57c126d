"""The moment by the clock that a symbol's candles go by."""

from datetime import UTC, datetime

from bot.domain import BotState, DataSource

_SOURCES_OF_NOW = frozenset(source for source in DataSource if source.is_remote)


def has_our_clock(state: BotState) -> bool:
    """Whether its candles are of the present: those of a file or made up have their own time."""
    return state.data_source in _SOURCES_OF_NOW


def account_now(state: BotState, now: datetime) -> datetime:
    """`now` where the candles are of the present, else the close of the last one."""
    return now if has_our_clock(state) else state.timestamp


def day_began(state: BotState, now: datetime) -> datetime:
    """When the UTC day began, by the clock of the candles: there the day of the last one.

    A candle that closes at midnight is the last of the day before.
    """
    last = state.last_candle_time or state.timestamp
    moment = now if has_our_clock(state) else last
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
