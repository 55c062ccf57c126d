"""What the bot did of a command, as it is answered."""

from api.schemas import CommandView
from bot.domain import CommandAnswer


def command_view(answer: CommandAnswer) -> CommandView | None:
    """The answer with what was asked; None where the command could not be read."""
    if answer.kind is None:
        return None
    return CommandView(
        id=answer.id,
        kind=answer.kind,
        symbol=answer.symbol,
        done=answer.is_done,
        said=answer.said,
        answered_at=answer.at,
    )
