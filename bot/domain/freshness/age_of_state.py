"""How old is too old, and what to say about it: one rule for every answer and for readiness."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.kept import TradingMode
from bot.domain.records import BotState

INTERVALS_OF_SILENCE = 3
GRACE = timedelta(seconds=30)
NO_STATE_YET = (
    "The bot has not completed a cycle yet: nothing is known. Start it with make run; "
    "the first values follow within a minute."
)

REPLAY_COMPLETE = "The replay is complete: these are its final values."


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the bot last wrote, whether that is too long ago, and a sentence if so."""

    as_of: datetime | None
    stale: bool
    message: str | None


def freshness(state: BotState | None, now: datetime) -> Freshness:
    """Stale is a heartbeat older than three loop intervals and 30 s, or none at all."""
    if state is None:
        return Freshness(as_of=None, stale=True, message=NO_STATE_YET)
    age = heartbeat_age(state, now)
    if age is None:
        unknown = "The state on file has no heartbeat, so its age is unknown."
        return Freshness(as_of=None, stale=True, message=unknown)
    if age <= silence_allowed(state):
        return Freshness(as_of=state.heartbeat, stale=False, message=None)
    if is_complete(state):
        return Freshness(as_of=state.heartbeat, stale=True, message=REPLAY_COMPLETE)
    silence = (
        f"The bot has been silent for {_words(age)}; these are its last values. "
        "Is the bot process running?"
    )
    return Freshness(as_of=state.heartbeat, stale=True, message=silence)


def is_complete(state: BotState) -> bool:
    """Whether a replay has shown its last candle, so that no further decision is to come."""
    is_replay = state.mode is TradingMode.REPLAY
    return is_replay and state.last_candle_time is not None and state.next_candle_time is None


def heartbeat_age(state: BotState, now: datetime) -> timedelta | None:
    """How long ago the bot wrote; never negative; None where it never said."""
    return None if state.heartbeat is None else max(now - state.heartbeat, timedelta(0))


def silence_allowed(state: BotState) -> timedelta:
    """The heartbeat's greatest age while the bot counts as running."""
    return INTERVALS_OF_SILENCE * timedelta(seconds=state.loop_interval_seconds) + GRACE


def _words(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} minutes"
    return f"{seconds // 3600} hours"
