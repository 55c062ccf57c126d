"""What a user who gave a flag calls the field that it sets."""

from collections.abc import Iterable


def flag_names(fields: Iterable[str]) -> dict[str, str]:
    """The flag of each field, for bot.domain.called."""
    return {field: f"--{field.replace('_', '-')}" for field in fields}
