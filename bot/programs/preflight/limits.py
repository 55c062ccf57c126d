"""What the account may risk, and whether it may trade at all."""

from collections.abc import Iterator
from dataclasses import asdict

from bot.domain import TradingState
from bot.programs.preflight.finding import ok, warning
from bot.reports.checklist import Finding
from bot.wiring.trading import TradingParts


def limits_findings(parts: TradingParts) -> Iterator[Finding]:
    """The limits that hold in this mode, and a halt that a run before was brought to."""
    settings = parts.settings
    limits = settings.risk.limits(on_paper=settings.mode.is_on_paper)
    if limits.are_none:
        yield ok("limits", f"none (RISK_LIMITS={settings.risk.risk_limits})")
    else:
        held = [f"{name} {value:g}" for name, value in asdict(limits).items() if value is not None]
        yield ok("limits", ", ".join(held))
    permit = parts.volume.trading_permit.read()
    if permit.state is not TradingState.ACTIVE:
        yield warning(
            "limits",
            f"the account is {permit.state}: {permit.reason}",
            "find out why, then let it trade again: python tools/control.py resume",
        )
