"""Times as the text that files and answers spell."""

from datetime import UTC, datetime

from bot.domain.errors import DataError


def rfc3339(moment: datetime) -> str:
    """The moment in UTC as 2024-01-31T13:00:00Z; DataError for a time without a zone."""
    if moment.tzinfo is None:
        raise DataError(f"need a time with a zone, was {moment.isoformat()}")
    return moment.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
