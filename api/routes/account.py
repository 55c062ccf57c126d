"""GET /positions, /performance and /symbols: the account of all symbols, or of one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.account import Period, performance_of, positions_of
from api.answers import list_answer, object_answer
from api.dependencies import PortfolioDep
from api.schemas import PerformanceAnswer, PositionView, SymbolView
from bot.domain.freshness import freshness

router = APIRouter(tags=["account"])
_NOTHING_HELD = "Nothing is held."
PeriodParam = Annotated[Period, Query(description="what `periods` sums up")]


@router.get("/positions", response_model=list[PositionView])
def positions(portfolio: PortfolioDep) -> Response:
    """What is held, a row a symbol: prices, distances, and what each stop would cost."""
    views = positions_of(portfolio)
    return list_answer(PositionView, views, portfolio.saying(None if views else _NOTHING_HELD))


@router.get("/performance", response_model=PerformanceAnswer)
def performance(portfolio: PortfolioDep, period: PeriodParam = Period.DAY) -> Response:
    """What the account came to: P&L realized and not, fees, drawdown, risk, and P&L by period."""
    return object_answer(performance_of(portfolio, period))


@router.get("/symbols", response_model=list[SymbolView])
def symbols(portfolio: PortfolioDep) -> Response:
    """Every symbol on the volume, alphabetically."""
    views = []
    for state in portfolio.states:
        age = freshness(state, portfolio.now)
        views.append(
            SymbolView(
                symbol=state.symbol,
                asset_type=state.asset_type,
                timeframe=state.timeframe,
                mode=state.mode,
                data_source=state.data_source,
                position=state.position,
                equity=state.equity,
                stale=age.stale,
                as_of=age.as_of,
            )
        )
    return list_answer(SymbolView, views, portfolio.fresh)
