"""Backtests as they are asked for, and as they are answered."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.base import Answer, Moment, Number
from bot.domain import BacktestRequest, BacktestState, DataSource, KeptBacktest

_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_ID = "20250301T090000000000-1f2e3d4c"
_CONFIG: JsonDict = {"ema_fast": 9, "ema_slow": 30}
_ASKED: JsonDict = {
    "symbol": "BTC/USDT",
    "timeframe": "1h",
    "source": "synthetic",
    "lookback": 5000,
    "balance": 10000.0,
    "config": _CONFIG,
    "note": "faster averages",
}


def _with_zone(value: datetime) -> datetime:
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError("need a time from 1900 to 2200")
    return moment.astimezone(UTC)


_Time = Annotated[datetime, AfterValidator(_with_zone)]
Note = Annotated[str | None, Field(max_length=200, description="in your words; null takes it away")]


class BacktestAsked(BaseModel):
    """What run_backtest.py is asked to run; what is left out it takes by itself."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_ASKED]})

    symbol: str = Field(max_length=100)
    timeframe: str = Field(max_length=10, description="of a candle: 15m, 1h, 1d")
    source: DataSource = Field(default=DataSource.SYNTHETIC, description="replay is none here")
    csv: str | None = Field(default=None, description="of the source csv: a file on the volume")
    lookback: int | None = Field(default=None, description="how many of the newest candles")
    start: _Time | None = Field(default=None, description="first open time, UTC")
    end: _Time | None = Field(default=None, description="open times before this, UTC")
    balance: float | None = Field(default=None, description="initial balance")
    config: dict[str, Any] = Field(
        default_factory=dict, description="fields of the strategy config; the others as set up"
    )
    ai: bool = Field(default=True, description="false: decide without the AI prediction")
    macro: bool = Field(default=True, description="false: decide without macro events")
    note: Note = None

    def request(self) -> BacktestRequest:
        """What is run; ConfigError where it breaks a rule."""
        return BacktestRequest(**self.model_dump(exclude={"note"}))


class NothingGiven(BaseModel):
    """An empty object, which is there to say that it is JSON."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class NoteGiven(BaseModel):
    """What a backtest is called from now on."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "best"}]})

    note: Note


class BacktestView(Answer):
    """A backtest: what was asked for, how far it is, and its figures once it is done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_ASKED,
                    "id": _ID,
                    "at": "2025-03-01T09:00:00Z",
                    "state": "done",
                    "progress": 1.0,
                    "eta_seconds": 0.0,
                    "csv": None,
                    "start": None,
                    "end": None,
                    "ai": True,
                    "macro": True,
                    "first": "2024-08-05T00:00:00Z",
                    "last": "2025-03-01T07:00:00Z",
                    "candles": 5000,
                    "total_return_pct": 4.2,
                    "sharpe_ratio": 0.8,
                    "trades": 96,
                    "error": None,
                }
            ]
        }
    )

    id: str
    at: Moment = Field(description="when it was asked for")
    state: BacktestState = Field(description="canceled is only said once: it is not kept")
    progress: float = Field(ge=0, le=1)
    eta_seconds: Number = Field(description="a guess; null before the first step is done")
    symbol: str
    timeframe: str
    source: DataSource
    csv: str | None
    lookback: int | None
    start: Moment | None
    end: Moment | None
    balance: Number
    config: dict[str, Any]
    ai: bool
    macro: bool
    first: Moment | None = Field(description="the first traded candle's open time")
    last: Moment | None = Field(description="the last one's")
    candles: int | None
    total_return_pct: Number
    sharpe_ratio: Number
    trades: int | None
    note: str | None
    error: str | None = Field(description="why it failed, in a sentence")

    @classmethod
    def of(cls, kept: KeptBacktest) -> "BacktestView":
        """The request and what became of it, side by side."""
        asked = {field.name: getattr(kept.request, field.name) for field in fields(kept.request)}
        became = {field.name: getattr(kept, field.name) for field in fields(kept)}
        return cls.model_validate({**asked, **became})


SettingKind = Literal["int", "float", "bool", "choice", "text", "object"]


class SettingView(Answer):
    """A field of the strategy config: what it is, and what it is built in as."""

    name: str
    kind: SettingKind
    help: str
    choices: list[str] = Field(description="of the kind choice; the other kinds have none")
    value: Any


class BacktestChoices(Answer):
    """What a request may choose from, beside what it types."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "csv_files": ["sample_ohlcv.csv"],
                    "symbols": ["BTC/USDT"],
                    "settings": [
                        {
                            "name": "ema_fast",
                            "kind": "int",
                            "help": "candles of the fast EMA",
                            "choices": [],
                            "value": 12,
                        }
                    ],
                }
            ]
        }
    )

    csv_files: list[str] = Field(description="files of candles on the volume")
    symbols: list[str] = Field(description="what the bot trades")
    settings: list[SettingView] = Field(description="the fields of a strategy config")
