"""The checklist before the first cycle, and what has to be confirmed."""

from bot.command_line import Dialogue, write_out
from bot.domain import Standing
from bot.domain.errors import ExchangeError, TradingLabError
from bot.programs.live_trading.plan import Plan
from bot.programs.live_trading.questions import Mode, real_money_question
from bot.programs.preflight import machine_findings, preflight
from bot.reports.checklist import Finding, Verdict, findings_text
from bot.wiring.trading import TradingParts


class NotReady(TradingLabError):
    """The checklist has something that stops trading."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"not started, {finding.check}: {finding.says}")
        self.exit_code = finding.exit_code


def pass_preflight(parts: TradingParts, plan: Plan, dialogue: Dialogue, *, confirmed: bool) -> None:
    """Show every finding; NotReady for the first that stops trading, ConfigError where real money
    is not confirmed.
    """
    write_out("Before the first cycle\n\n")
    findings = []
    for finding in (*machine_findings(plan.settings), *preflight(parts)):
        findings.append(finding)
        write_out(findings_text([finding]))
    write_out("\n")
    for finding in findings:
        if finding.verdict is Verdict.REFUSED and not _may_pass(finding, plan.mode):
            raise NotReady(finding)
    if plan.mode is Mode.LIVE and not confirmed:
        dialogue.ask(real_money_question(_stake(parts)))


def _may_pass(finding: Finding, mode: Mode) -> bool:
    """On paper an exchange that does not answer now is waited for, as the bot does."""
    return mode is Mode.DRY_RUN and finding.exit_code == ExchangeError.exit_code


def _stake(parts: TradingParts) -> str:
    (asset,) = parts.portfolio.assets
    config = parts.loaded_config(asset).config
    standing = parts.volume.promotions.standings(asset.symbol)().standings.of(config).standing
    shown = "" if standing is Standing.PROVEN else f", by a config that is {standing}"
    return f"This trades {asset.symbol} on {parts.settings.exchange_name} with real money{shown}."
