"""The checklist alone."""

from collections.abc import Iterator

import structlog

from bot.command_line import as_json as json_text
from bot.command_line import write_out
from bot.domain.errors import TradingLabError, VolumeInUse
from bot.programs.preflight import machine_findings, ok, preflight, refused
from bot.reports.checklist import Finding, findings_document, findings_text, worst_exit_code
from bot.settings import Settings
from bot.wiring.process import load_settings, logger
from bot.wiring.state import volume
from bot.wiring.trading import TradingParts


def run(*, as_json: bool) -> int:
    """Show what is found as it is found, or all of it as one document; the exit code."""
    findings = []
    for finding in _findings():
        findings.append(finding)
        if not as_json:
            write_out(findings_text([finding]))
    if as_json:
        write_out(json_text(findings_document(findings)))
    return worst_exit_code(findings)


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
        yield from machine_findings(settings)
        yield from _running_bot(settings)
        logger(settings.logs)
        yield from preflight(TradingParts.of(settings, structlog.get_logger()))
    except TradingLabError as error:
        yield refused("settings", str(error), exit_code=error.exit_code)


def _running_bot(settings: Settings) -> Iterator[Finding]:
    """Whether a bot runs on the volume now; both are in order."""
    state_volume = volume(settings)
    if not state_volume.is_there():
        return
    try:
        state_volume.hold("bot").release()
    except VolumeInUse as error:
        yield ok("bot", str(error).partition(": ")[0])
    else:
        yield ok("bot", "none runs now")
