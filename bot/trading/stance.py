"""The standing of the config in use, and what the bot does of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain import (
    BotState,
    StandAside,
    Standing,
    StandingsPoll,
    StrategyConfig,
    TradingMode,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Whether entries are withheld; `reason` is the standing in words, with what the bot does.

    `error` says why the standing is one of before.
    """

    standing: Standing
    reason: str
    withholds_entries: bool = False
    error: str | None = None


class Stances:
    """Answers with the stance to a config, from the standings as they are now."""

    def __init__(
        self, standings: Callable[[], StandingsPoll], stand_aside: StandAside, mode: TradingMode
    ) -> None:
        self._standings = standings
        self._stand_aside = stand_aside
        self._mode = mode

    def towards(self, config: StrategyConfig, last: BotState) -> Stance:
        """The stance to the config in use.

        While the standings cannot be read, that of the `last` state holds where it is of the same
        config and nothing else is known: a restart does not forget what was disproven.
        """
        poll = self._standings()
        shown = poll.standings.of(config)
        standing, reason = shown.standing, shown.reason
        is_unread = poll.error is not None and shown.since is None
        if is_unread and last.config_fingerprint == config.fingerprint:
            standing, reason = last.standing, _reason_in(last)
        withholds = self._stand_aside.withholds_entries(standing, self._mode)
        if standing is Standing.DISPROVEN:
            reason = f"{reason}; {self._does(withholds=withholds)}"
        return Stance(
            standing=standing,
            reason=reason,
            withholds_entries=withholds,
            error=None if poll.error is None else f"standing of the config: {poll.error}",
        )

    def _does(self, *, withholds: bool) -> str:
        does = "the bot takes no entries" if withholds else "the bot trades on"
        if not withholds and self._stand_aside is StandAside.AUTO:
            does = f"on paper {does}"
        return f"{does} (STAND_ASIDE={self._stand_aside})"


def _reason_in(state: BotState) -> str:
    """The standing's reason that a state tells, without what the bot did then."""
    reason = state.standing_reason
    return reason.rpartition("; ")[0] if state.standing is Standing.DISPROVEN else reason
