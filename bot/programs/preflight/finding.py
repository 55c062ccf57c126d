"""How a check says what it found."""

from collections.abc import Callable, Iterable, Iterator

from bot.domain.errors import ConfigError, ExchangeUnavailable, TradingLabError
from bot.reports.checklist import Finding, Verdict

_NETWORK = "look at the network, at EXCHANGE_ID and at EXCHANGE_URL, and try again"


def ok(check: str, says: str) -> Finding:
    """In order."""
    return Finding(check=check, verdict=Verdict.OK, says=says)


def warning(check: str, says: str, remedy: str) -> Finding:
    """Worth a look; nothing stops for it."""
    return Finding(check=check, verdict=Verdict.WARNING, says=says, remedy=remedy)


def refused(
    check: str, says: str, remedy: str | None = None, exit_code: int = ConfigError.exit_code
) -> Finding:
    """A reason not to start; the remedy may be in the sentence already."""
    verdict = Verdict.REFUSED
    return Finding(check=check, verdict=verdict, says=says, remedy=remedy, exit_code=exit_code)


def guarded(
    check: str, look: Callable[[], Iterable[Finding]], remedy: str | None = None
) -> Iterator[Finding]:
    """What a look finds; where it raises an error of the tree, that is the finding.

    `remedy` is what to do about it where it is not the network.
    """
    try:
        yield from look()
    except TradingLabError as error:
        is_network = isinstance(error, ExchangeUnavailable)
        yield refused(check, str(error), _NETWORK if is_network else remedy, error.exit_code)
