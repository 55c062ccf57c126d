"""GET /strategy and /portfolio/…: configs in use, and what was computed for the portfolio."""

from dataclasses import asdict, replace
from datetime import datetime

from fastapi import APIRouter, Response

from api.answers import list_answer, object_answer
from api.dependencies import ReadingDep, Surroundings, SurroundingsDep, WholePortfolioDep
from api.playbook_ages import with_ages
from api.schemas import (
    AllocationAnswer,
    AllocationView,
    PlaybookAnswer,
    PortfolioItem,
    StrategyAnswer,
    read_as,
)
from api.strategies import strategy_view
from bot.assistant import minute
from bot.domain import BotState
from bot.domain.errors import StateError
from bot.domain.freshness import Freshness, freshness

router = APIRouter(tags=["strategy"])


@router.get("/strategy", response_model=StrategyAnswer)
def strategy(reading: ReadingDep, surroundings: SurroundingsDep) -> Response:
    """The config that the bot uses for a symbol, field by field, and where it comes from."""
    fresh = asdict(reading.fresh)
    if reading.state is None:
        return object_answer(StrategyAnswer(**fresh))
    view = strategy_view(surroundings.volume, reading.state)
    values = {**view.config, **view.model_dump(exclude={"config"}), **fresh}
    return object_answer(read_as(StrategyAnswer, values, "the config"))


@router.get("/portfolio/strategies", response_model=list[PortfolioItem])
def strategies(surroundings: SurroundingsDep, portfolio: WholePortfolioDep) -> Response:
    """Every symbol that the bot trades, with its config and how it stands; in alphabetical order.

    A symbol whose state cannot be read is left out, and the Note says why.
    """
    items, faults = [], []
    for state in portfolio.states:
        try:
            items.append(_item(surroundings, state, freshness(state, portfolio.now)))
        except StateError as error:
            faults.append(str(error))
    said = [portfolio.fresh.message] if portfolio.fresh.message else []
    fresh = replace(portfolio.fresh, message="; ".join([*said, *faults]) or None)
    return list_answer(PortfolioItem, items, fresh)


@router.get("/portfolio/allocation", response_model=AllocationAnswer)
def allocation(surroundings: SurroundingsDep) -> Response:
    """How the capital could be shared, as the optimizer compared it last."""
    finding = surroundings.volume.allocation.read()
    if finding is None:
        return object_answer(AllocationAnswer(as_of=None, stale=False, message=_NO_ALLOCATION))
    kept = read_as(AllocationView, finding.document, "the allocation")
    return object_answer(AllocationAnswer(**kept.model_dump(), as_of=kept.at, stale=False))


def _item(surroundings: Surroundings, state: BotState, fresh: Freshness) -> PortfolioItem:
    return PortfolioItem(
        **strategy_view(surroundings.volume, state).model_dump(),
        as_of=fresh.as_of,
        stale=fresh.stale,
        position=state.position,
        last_signal=state.last_signal,
        confidence=state.confidence,
        equity=state.equity,
        initial_balance=state.initial_balance,
        unrealized_pnl_pct=state.unrealized_pnl_pct,
        trades=state.trades,
    )


@router.get("/portfolio/playbook", response_model=PlaybookAnswer)
def playbook(surroundings: SurroundingsDep) -> Response:
    """The multi-market playbook that was computed last."""
    kept = surroundings.volume.playbook.read()
    if kept is None:
        nothing = PlaybookAnswer(as_of=None, stale=False, message=_NO_PLAYBOOK, playbook=None)
        return object_answer(nothing)
    now = surroundings.now()
    old = now > kept.stale_after
    return object_answer(
        PlaybookAnswer(
            as_of=kept.computed_at,
            stale=old,
            message=_old_playbook(kept.computed_at) if old else None,
            playbook=with_ages(kept.document, now),
        )
    )


def _old_playbook(computed_at: datetime) -> str:
    return f"Computed on {minute(computed_at)}; is the optimizer running?"


_NO_PLAYBOOK = (
    "No playbook has been computed yet. The optimizer writes playbook.json into the state volume "
    "with each run; run_portfolio_optimize.py makes one now."
)
_NO_ALLOCATION = (
    "No ways of sharing the capital have been compared yet. run_portfolio_optimize.py compares "
    "them for the assets of portfolio.json."
)
