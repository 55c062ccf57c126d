"""/backtests: backtests that are started, followed, read, named and removed over HTTP."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Response

from api.answers import list_answer
from api.backtests import config_settings
from api.dependencies import SurroundingsDep
from api.json_bodies import JSON_ONLY
from api.problem import echo, refusing
from api.schemas import BacktestAsked, BacktestChoices, BacktestView, NoteGiven, NothingGiven
from api.security import REPORT_POLICY
from bot.domain import BacktestState, BacktestStore, KeptBacktest
from bot.domain.freshness import Freshness

router = APIRouter(prefix="/backtests", tags=["backtests"])
BacktestId = Annotated[str, Path(max_length=100, examples=["20250301T090000000000-1f2e3d4c"])]
_Documented = dict[int | str, dict[str, Any]]
_DOCUMENT: _Documented = {
    200: {
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "example": {"metrics": {"total_trades": 96}, "trades": [], "equity": []},
            }
        }
    }
}
_NONE_YET = "No backtest is kept yet: POST /backtests starts one."
_PAGE: _Documented = {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}


@router.post("", status_code=202, dependencies=[JSON_ONLY])
def start(asked: BacktestAsked, surroundings: SurroundingsDep, response: Response) -> BacktestView:
    """Have a backtest run, after those that wait; Location is where it can be followed."""
    with refusing():
        backtest = surroundings.backtests.take(asked.request(), asked.note)
    response.headers["location"] = f"/backtests/{backtest.id}"
    return BacktestView.of(backtest)


@router.get("", response_model=list[BacktestView])
def backtests(surroundings: SurroundingsDep) -> Response:
    """All that are kept, the newest first."""
    views = [BacktestView.of(kept) for kept in surroundings.volume.backtests.all()]
    fresh = Freshness(as_of=None, stale=False, message=None if views else _NONE_YET)
    return list_answer(BacktestView, views, fresh)


@router.get("/choices")
def choices(surroundings: SurroundingsDep) -> BacktestChoices:
    """What a form offers: files of candles, symbols, and each field of a config with its help."""
    volume = surroundings.volume
    return BacktestChoices(
        csv_files=list(volume.candle_files()),
        symbols=list(volume.symbols()),
        settings=list(config_settings()),
    )


@router.get("/{backtest_id}")
def backtest(backtest_id: BacktestId, surroundings: SurroundingsDep) -> BacktestView:
    """One backtest: its state, and its figures once it is done."""
    return BacktestView.of(_kept(surroundings.volume.backtests, backtest_id))


@router.get("/{backtest_id}/result", response_class=Response, responses=_DOCUMENT)
def result(backtest_id: BacktestId, surroundings: SurroundingsDep) -> Response:
    """The JSON document of run_backtest.py, as --json writes it."""
    store = surroundings.volume.backtests
    return Response(_output(store, backtest_id, store.result), media_type="application/json")


@router.get("/{backtest_id}/report", response_class=Response, responses=_PAGE)
def report(backtest_id: BacktestId, surroundings: SurroundingsDep) -> Response:
    """The page of run_backtest.py, as --report writes it: its scripts reach nothing else."""
    store = surroundings.volume.backtests
    page = _output(store, backtest_id, store.report)
    headers = {"content-security-policy": REPORT_POLICY}
    return Response(page, media_type="text/html", headers=headers)


@router.patch("/{backtest_id}", dependencies=[JSON_ONLY])
def rename(
    backtest_id: BacktestId, given: NoteGiven, surroundings: SurroundingsDep
) -> BacktestView:
    """Give it another note; one with a note is never removed to make room."""
    store = surroundings.volume.backtests
    words = (given.note or "").strip() or None
    with refusing():
        changed = store.change(backtest_id, lambda kept: replace(kept, note=words))
    if changed is None:
        raise _unknown(backtest_id)
    return BacktestView.of(changed)


@router.post("/{backtest_id}/cancel", dependencies=[JSON_ONLY])
def cancel(
    backtest_id: BacktestId, _nothing: NothingGiven, surroundings: SurroundingsDep
) -> BacktestView:
    """End one that waits or runs; nothing of it is kept."""
    store = surroundings.volume.backtests
    kept = _kept(store, backtest_id)
    if kept.state.is_over:
        raise HTTPException(409, f"The backtest is {kept.state} already; DELETE removes it.")
    store.remove(backtest_id)
    canceled = replace(kept, state=BacktestState.CANCELED, eta_seconds=None)
    return BacktestView.of(canceled)


@router.delete("/{backtest_id}", status_code=204, response_class=Response)
def remove(backtest_id: BacktestId, surroundings: SurroundingsDep) -> Response:
    """Remove it with its result and its report; one that runs is ended."""
    if not surroundings.volume.backtests.remove(backtest_id):
        raise _unknown(backtest_id)
    return Response(status_code=204)


def _kept(store: BacktestStore, backtest_id: str) -> KeptBacktest:
    kept = store.read(backtest_id)
    if kept is None:
        raise _unknown(backtest_id)
    return kept


def _output(store: BacktestStore, backtest_id: str, read: Callable[[str], bytes | None]) -> bytes:
    kept = _kept(store, backtest_id)
    data = read(backtest_id) if kept.state is BacktestState.DONE else None
    if data is None:
        raise HTTPException(409, f"The backtest is {kept.state}: there is no result.")
    return data


def _unknown(backtest_id: str) -> HTTPException:
    return HTTPException(
        404, f"No backtest {echo(backtest_id)} is kept; GET /backtests lists them."
    )
