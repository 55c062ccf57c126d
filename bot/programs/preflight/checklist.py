"""The whole list, in the order in which one thing needs another."""

from collections.abc import Callable, Iterator
from functools import partial

from bot.portfolio import PortfolioAsset
from bot.programs.preflight.candles import candles_findings, clock_findings
from bot.programs.preflight.configs import config_findings, state_findings
from bot.programs.preflight.finding import guarded, ok
from bot.reports.checklist import Finding, Verdict
from bot.wiring.trading import TradingParts

_OF_ASSET: dict[str, Callable[[TradingParts, PortfolioAsset], Iterator[Finding]]] = {
    "config": config_findings,
    "state": state_findings,
    "candles": candles_findings,
}
_SHOWN_SINGLY = 3


def preflight(parts: TradingParts) -> Iterator[Finding]:
    """Findings on everything that trading needs, made while they are read.

    Asks the source of candles and the exchange, and sends no order.
    """
    for check, look in _OF_ASSET.items():
        yield from _shortened(check, list(_of_each(parts, check, look)))
    yield from guarded("clock", lambda: clock_findings(parts))


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
