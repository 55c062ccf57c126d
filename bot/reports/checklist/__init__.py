"""What was found before anything is traded, as text and as a JSON document."""

from bot.reports.checklist.finding import Finding, Verdict, worst_exit_code
from bot.reports.checklist.text import findings_document, findings_text

__all__ = [
    "Finding",
    "Verdict",
    "findings_document",
    "findings_text",
    "worst_exit_code",
]
