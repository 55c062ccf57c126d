"""What is said to the bot, and what it answers."""

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Answer, Moment
from bot.domain import CommandKind


class Said(BaseModel):
    """Why, and by whom; both may be left out."""

    model_config = ConfigDict(extra="forbid")

    reason: str | None = Field(default=None, min_length=1, max_length=200, examples=["a storm"])
    by: str = Field(default="the API", min_length=1, max_length=100)


class CommandView(Answer):
    """A command and what the bot did of it; `done` null: it has not answered yet, ask again."""

    id: str
    kind: CommandKind
    symbol: str | None
    done: bool | None
    said: tuple[str, ...]
    answered_at: Moment | None
