"""Findings for people and for programs."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.reports.checklist.finding import Finding, Verdict, worst_exit_code
from bot.reports.text_layout import WIDE, wrapped

_WORDS = {Verdict.OK: "ok", Verdict.WARNING: "WARNING", Verdict.REFUSED: "REFUSED"}


def finding_lines(finding: Finding) -> list[str]:
    """A finding as lines, what to do about it below."""
    label = f"{_WORDS[finding.verdict]:<9}{finding.check:<13}"
    lines = wrapped(label, finding.says, WIDE)
    if finding.remedy is not None:
        lines += wrapped(f"{'':<{len(label)}}-> ", finding.remedy, WIDE)
    return lines


def findings_text(findings: Iterable[Finding]) -> str:
    """All of them, a line or more each."""
    return "".join(f"{line}\n" for finding in findings for line in finding_lines(finding))


def findings_document(findings: Sequence[Finding]) -> dict[str, Any]:
    """Ready for JSON."""
    return {
        "exit_code": worst_exit_code(findings),
        "findings": [
            {
                "check": finding.check,
                "verdict": str(finding.verdict),
                "says": finding.says,
                "remedy": finding.remedy,
            }
            for finding in findings
        ],
    }
