"""What comes after the search, for people: the capital shared, and the playbook."""

from bot.portfolio.allocation import AllocationStudy
from bot.reports.optimizer.allocation import allocation_text


def afterwards_text(study: AllocationStudy | None, playbook_summary: str) -> str:
    """Both; `study` is None for one asset, which has nothing to share."""
    shared = "" if study is None else f"\n{allocation_text(study)}"
    return f"{shared}\nPlaybook: {playbook_summary}\n"
