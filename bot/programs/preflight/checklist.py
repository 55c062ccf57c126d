"""The whole list, in the order in which one thing needs another."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.domain import Venue
from bot.portfolio import PortfolioAsset
from bot.programs.preflight.account import key_findings, market_findings, money_findings
from bot.programs.preflight.candles import candles_findings, clock_findings
from bot.programs.preflight.configs import config_findings, state_findings
from bot.programs.preflight.finding import guarded, ok
from bot.programs.preflight.limits import limits_findings
from bot.reports.checklist import Finding, Verdict
from bot.wiring.trading import TradingParts

_OF_ASSET: dict[str, Callable[[TradingParts, PortfolioAsset], Iterator[Finding]]] = {
    "config": config_findings,
    "state": state_findings,
    "candles": candles_findings,
}
_SHOWN_SINGLY = 3
_KEY = "look at the key and its secret: are they of this exchange, and of this address of yours?"


def preflight(parts: TradingParts) -> Iterator[Finding]:
    """Findings on everything that trading needs, made while they are read.

    Asks the source of candles and the exchange, and sends no order.
    """
    for check, look in _OF_ASSET.items():
        yield from _shortened(check, list(_of_each(parts, check, look)))
    yield from guarded("clock", lambda: clock_findings(parts))
    yield from guarded("limits", lambda: limits_findings(parts))
    if parts.account is not None:
        yield from _of_account(parts, parts.account.venue)


def _of_account(parts: TradingParts, venue: Venue) -> Iterator[Finding]:
    key = list(guarded("key", lambda: key_findings(venue), _KEY))
    yield from key
    if any(finding.verdict is Verdict.REFUSED for finding in key):
        return  # every further question would be refused by the same words
    yield from guarded("balance", lambda: money_findings(parts, venue))
    look = partial(market_findings, venue)
    yield from _shortened("market", list(_of_each(parts, "market", look)))


def _of_each(
    parts: TradingParts,
    check: str,
    look: Callable[[TradingParts, PortfolioAsset], Iterator[Finding]],
) -> Iterator[Finding]:
    for asset in parts.portfolio.assets:
        yield from guarded(check, partial(look, parts, asset))


def _shortened(check: str, findings: list[Finding]) -> list[Finding]:
    """What is in order is counted where there is much of it; the rest is shown singly."""
    fine = [finding for finding in findings if finding.verdict is Verdict.OK]
    if len(fine) <= _SHOWN_SINGLY:
        return findings
    others = [finding for finding in findings if finding.verdict is not Verdict.OK]
    return [ok(check, f"{len(fine)} in order, such as {fine[0].says}"), *others]
