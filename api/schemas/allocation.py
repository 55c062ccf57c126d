"""How the capital could be shared, as the optimizer found it."""

from pydantic import Field

from api.schemas.base import Answer, Moment, Number


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


class AllocationView(Answer):
    """The ways compared; `schemes` is empty where none could be, and `verdict` says why."""

    at: Moment
    verdict: str = Field(examples=["None did better than equal weights beyond chance on 42 days."])
    rule: str
    skipped: dict[str, str] = Field(description="why each asset that is left out is left out")
    min_weight: Number
    max_weight: Number
    volatility_target: Number
    days: int | None = None
    held_out_days: int | None = None
    schemes: list[AllocationScheme]
