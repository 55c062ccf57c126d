"""How the capital could be shared, as the optimizer found it."""

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.base import Aging, Answer, Moment, Number

_EXAMPLE: JsonDict = {
    "as_of": "2025-03-01T12:00:00Z",
    "stale": False,
    "message": None,
    "at": "2025-03-01T12:00:00Z",
    "verdict": "None did better than equal weights beyond chance on 42 held-out days.",
    "rule": "UTC days",
    "skipped": {"NVDA": "need 61 days of candles, had 2"},
    "min_weight": 0.0,
    "max_weight": 1.0,
    "volatility_target": 0.1,
    "days": 83,
    "held_out_days": 42,
    "schemes": [
        {
            "scheme": "equal",
            "weights": {"BTC/USDT": 0.5, "ETH/USDT": 0.5},
            "cash": 0.0,
            "note": None,
            "held_out": {
                "total_return": 0.01,
                "annual_return": 0.1,
                "volatility": 0.2,
                "sharpe_ratio": None,
                "max_drawdown": 0.05,
            },
            "p_value": None,
            "better_than_equal": False,
        }
    ],
}


class HeldOut(Answer):
    """What a way earned on days that its weights had not seen; fractions, null where undefined."""

    total_return: Number
    annual_return: Number
    volatility: Number = Field(description="a year")
    sharpe_ratio: Number = Field(description="a year")
    max_drawdown: Number


class AllocationScheme(Answer):
    """One way of sharing the capital."""

    scheme: str = Field(examples=["risk_parity"])
    weights: dict[str, float] = Field(
        description="each symbol's fraction of the capital, from all days",
        examples=[{"BTC/USDT": 0.4, "NVDA": 0.6}],
    )
    cash: Number
    note: str | None
    held_out: HeldOut
    p_value: Number = Field(
        description="of 'its Sharpe ratio is not above that of equal weights', corrected for the "
        "number of ways"
    )
    better_than_equal: bool


class AllocationAnswer(Aging):
    """The ways compared; `schemes` is empty where there are none, and `verdict` or `message` says
    why. The bot keeps to the allocations of portfolio.json."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    as_of: Moment | None = Field(description="when they were compared")
    stale: bool = Field(description="false: a comparison holds until the next one")
    at: Moment | None = Field(default=None, description="the same as as_of")
    verdict: str | None = Field(
        default=None, examples=["None did better than equal weights beyond chance on 42 days."]
    )
    rule: str | None = None
    skipped: dict[str, str] = Field(
        default_factory=dict, description="why each asset that is left out is left out"
    )
    min_weight: Number = None
    max_weight: Number = None
    volatility_target: Number = None
    days: int | None = None
    held_out_days: int | None = None
    schemes: tuple[AllocationScheme, ...] = ()


class AllocationView(Answer):
    """How the capital could be shared, as the optimizer keeps it."""

    at: Moment
    verdict: str
    rule: str
    skipped: dict[str, str]
    min_weight: Number
    max_weight: Number
    volatility_target: Number
    days: int | None = None
    held_out_days: int | None = None
    schemes: list[AllocationScheme]
