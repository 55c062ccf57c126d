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

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "20250301T130002000000-1f0c6a2b",
                    "kind": "pause",
                    "symbol": None,
                    "done": True,
                    "said": ["entries are paused; stops and targets stay"],
                    "answered_at": "2025-03-01T13:00:03Z",
                }
            ]
        },
    )

    id: str
    kind: CommandKind
    symbol: str | None
    done: bool | None
    said: tuple[str, ...]
    answered_at: Moment | None


class CommandAnswerView(Answer):
    """What the bot did of a command; `done` null: it has not answered, or forgot it long ago."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "20250301T130002000000-1f0c6a2b",
                    "done": True,
                    "said": ["paused: nothing is entered, exits go on"],
                    "answered_at": "2025-03-01T13:00:03Z",
                }
            ]
        }
    )

    id: str
    done: bool | None
    said: tuple[str, ...]
    answered_at: Moment | None
