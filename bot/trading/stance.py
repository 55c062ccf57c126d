"""The standing of the config in use, and what the bot does of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain import (
    Action,
    ConfigStanding,
    Decision,
    StandAside,
    Standing,
    StandingsPoll,
    StrategyConfig,
    WithheldReason,
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
        self, standings: Callable[[], StandingsPoll], stand_aside: StandAside, mode: str
    ) -> None:
        self._standings = standings
        self._stand_aside = stand_aside
        self._mode = mode

    def towards(self, config: StrategyConfig) -> Stance:
        """The stance to the config in use."""
        poll = self._standings()
        standing = poll.standings.of(config)
        withholds = self._stand_aside.withholds_entries(standing.standing, self._mode)
        return Stance(
            standing=standing.standing,
            reason=self._words(standing, withholds=withholds),
            withholds_entries=withholds,
            error=None if poll.error is None else f"standing of the config: {poll.error}",
        )

    def _words(self, standing: ConfigStanding, *, withholds: bool) -> str:
        if not standing.is_disproven:
            return standing.reason
        does = "the bot takes no entries" if withholds else "the bot trades on"
        if not withholds and self._stand_aside is StandAside.AUTO:
            does = f"on paper {does}"
        return f"{standing.reason}; {does} (STAND_ASIDE={self._stand_aside})"


def without_entry(decision: Decision, held: Action, config: StrategyConfig) -> Decision:
    """The decision of a config whose entries are withheld, made while `held` is held.

    FLAT, but where it closes what is held: that much of it stays.
    """
    wanted = decision.action
    if wanted is Action.FLAT:
        return decision
    aside = replace(decision, withheld=WithheldReason.STANDS_ASIDE)
    if config.exit_on_opposite_signal and wanted.sign == -held.sign:
        reason = f"{wanted} closes the {held} and enters nothing: the config is disproven"
        return replace(aside, reason=f"{reason}; {decision.reason}")
    return replace(
        aside,
        action=Action.FLAT,
        confidence=0.0,
        reason=f"no trade: the config is disproven, {wanted} is not entered; {decision.reason}",
    )
