"""GET /strategy, /portfolio/strategies and /portfolio/playbook: configs in use and computed."""

from dataclasses import asdict
from datetime import datetime

from fastapi import APIRouter

from api.dependencies import ReadingDep, Surroundings, SurroundingsDep
from api.playbook_ages import with_ages
from api.schemas import (
    AllocationView,
    PlaybookAnswer,
    PortfolioAnswer,
    PortfolioItem,
    StrategyAnswer,
    read_as,
)
from api.strategies import strategy_view
from bot.assistant import minute
from bot.domain import AllocationStore, BotState
from bot.domain.errors import StateError
from bot.domain.freshness import NO_STATE_YET, Freshness, freshness

router = APIRouter(tags=["strategy"])


@router.get("/strategy")
def strategy(reading: ReadingDep, surroundings: SurroundingsDep) -> StrategyAnswer:
    """The config that the bot uses for a symbol, and the files it comes from."""
    state = reading.state
    return StrategyAnswer(
        **asdict(reading.fresh),
        symbol=reading.symbol,
        strategy=None if state is None else strategy_view(surroundings.volume, state),
    )


@router.get("/portfolio/strategies")
def strategies(surroundings: SurroundingsDep) -> PortfolioAnswer:
    """Every symbol that the bot trades, with its config and how it stands."""
    states, unreadable = _states(surroundings)
    allocation = _allocation(surroundings.volume.allocation, unreadable)
    now = surroundings.now()
    items = [_item(surroundings, state, freshness(state, now)) for state in states]
    written = [item.as_of for item in items if item.as_of is not None]
    faults = [surroundings.volume.without_location(text) for text in unreadable]
    message = "; ".join(faults) or (None if items else NO_STATE_YET)
    return PortfolioAnswer(
        as_of=max(written, default=None),
        stale=all(item.stale for item in items),
        message=message,
        items=items,
        allocation=allocation,
    )


def _allocation(store: AllocationStore, faults: list[str]) -> AllocationView | None:
    """What the optimizer found last; one that cannot be read is told, the symbols are shown."""
    try:
        finding = store.read()
        if finding is None:
            return None
        return read_as(AllocationView, finding.document, "the allocation")
    except StateError as error:
        faults.append(str(error))
        return None


def _states(surroundings: Surroundings) -> tuple[list[BotState], list[str]]:
    """The state of every symbol, alphabetically, and a sentence for each that cannot be read."""
    states: dict[str, BotState] = {}
    faults: list[str] = []
    for symbol in (None, *surroundings.volume.symbols()):
        try:
            state = surroundings.volume.reader(symbol).load_state()
        except StateError as error:
            faults.append(str(error))
            continue
        if state is not None:
            states[state.symbol] = state
    return [states[symbol] for symbol in sorted(states)], faults


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


@router.get("/portfolio/playbook")
def playbook(surroundings: SurroundingsDep) -> PlaybookAnswer:
    """The multi-market playbook that was computed last."""
    kept = surroundings.volume.playbook.read()
    if kept is None:
        return PlaybookAnswer(as_of=None, stale=False, message=_NO_PLAYBOOK, playbook=None)
    now = surroundings.now()
    old = now > kept.stale_after
    return PlaybookAnswer(
        as_of=kept.computed_at,
        stale=old,
        message=_old_playbook(kept.computed_at) if old else None,
        playbook=with_ages(kept.document, now),
    )


def _old_playbook(computed_at: datetime) -> str:
    return f"Computed on {minute(computed_at)}; is the optimizer running?"


_NO_PLAYBOOK = (
    "No playbook has been computed yet. The optimizer writes playbook.json into the state volume "
    "with each run; run_portfolio_optimize.py makes one now."
)
