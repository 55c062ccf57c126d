"""Health, version and the assistant's answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from api.schemas.base import Aging, Answer, Moment

_IN_WORDS: JsonDict = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "symbol": "BTC/USDT",
    "question": "What is the position?",
    "answer": "No position is open in BTC/USDT; no entry is pending.",
    "topics": ["position"],
    "facts": [
        {
            "name": "position",
            "value": "FLAT",
            "as_of": "2025-03-01T13:00:02Z",
            "source": "state",
        }
    ],
    "by_model": False,
}


class LiveAnswer(Answer):
    """The service runs."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "live"}]})

    status: Literal["live"]


class ReadyAnswer(Answer):
    """The bot runs and its values are fresh."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "ready", "as_of": "2025-03-01T13:00:02Z"}]}
    )

    status: Literal["ready"]
    as_of: Moment


class VersionAnswer(Answer):
    """Which release answers."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "algo-trading-lab", "version": "0.1.0"}]}
    )

    name: str
    version: str


class Question(BaseModel):
    """A question in plain words."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "Why did it decide so?"}]}
    )

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class FactView(Answer):
    """A recorded value that an answer rests on."""

    name: str = Field(examples=["stop"])
    value: str = Field(examples=["64,123.50"])
    as_of: Moment | None = Field(default=None, description="when it held; null where nobody knows")
    source: str = Field(description="the record that it comes from", examples=["state"])


class AnswerInWords(Aging):
    """The answer, drawn from what the bot recorded."""

    model_config = ConfigDict(json_schema_extra={"examples": [_IN_WORDS]})

    symbol: str | None
    question: str
    answer: str
    topics: list[str]
    facts: list[FactView] = Field(default=[], description="what the answer rests on")
    by_model: bool = Field(
        default=False, description="whether a language model wrote the answer from the facts"
    )
