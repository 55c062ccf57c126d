"""A lost state is rebuilt from its histories to the last bit, or not at all."""

import json
import shutil
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Action, BotState, PositionReport, StrategyConfig
from bot.domain.errors import StateError
from bot.exchange import PaperExchangeClient
from bot.market_data import read_candles_csv
from bot.state.cycles import JsonStateStore
from bot.trading import rebuilt_account
from tests.support.recorded_run import MARKET, SYMBOL, LateReplay, record_run

LOST = ("state.json", "cycle.json")
HISTORIES = ("signals.jsonl", "equity.jsonl", "trades.jsonl", "candles.jsonl")
CONFIG = StrategyConfig(
    ema_fast=3,
    ema_slow=8,
    rsi_period=5,
    stop_loss_pct=0.01,
    take_profit_pct=0.02,
    allow_short=True,
    exit_on_opposite_signal=True,
)
FRAME = read_candles_csv("data/sample_ohlcv.csv").iloc[:200]
POINT = 110
SHOWN = FRAME.index[40].to_pydatetime()


def opened(balance: float, position: PositionReport | None) -> PaperExchangeClient:
    return PaperExchangeClient(SYMBOL, balance, position=position)


def rebuilt(folder: Path) -> BotState:
    """The state as a start makes it of a store whose state is lost."""
    store = JsonStateStore(folder, writer=True)
    assert store.lost is not None
    store.restore(rebuilt_account(store, SYMBOL, opened).state(MARKET, SHOWN))
    state = store.load_state()
    assert state is not None
    return state


def in_all_that_matters(state: BotState) -> BotState:
    return replace(state, heartbeat=None, warnings=())


class Recorded(NamedTuple):
    """A bot's folder with every state on the way, and copies of its files after each cycle."""

    folder: Path
    states: list[BotState]
    copies: list[Path]

    def __repr__(self) -> str:
        return "recorded"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Recorded:
    data_dir = tmp_path_factory.mktemp("recorded")
    folder = data_dir / "portfolio" / "BTC_USDT"
    states: list[BotState] = []
    copies: list[Path] = []

    def look(cycle: int, source: LateReplay) -> None:
        if cycle:
            state = JsonStateStore(folder).load_state()
            assert state is not None
            states.append(state)
            copies.append(shutil.copytree(folder, data_dir / f"copies/{cycle}/BTC_USDT"))
        if cycle % 50 == 49:  # candles are missed
            source.advance()
            source.advance()
        if cycle == 80:
            changed = {"stop_loss_pct": 0.004, "ema_fast": 4, "fee_pct": 0}
            (data_dir / "strategy_config.json").write_text(json.dumps(changed))

    record_run(data_dir, FRAME, CONFIG, before_cycle=look, shown=SHOWN, batch=1)
    return Recorded(folder, states, copies)


def test_destroyed_at_any_point_of_a_replay_the_state_comes_back_to_the_last_bit(recorded):
    """Shorts, turned positions, missed candles and a changed config are among what is folded."""
    _, states, copies = recorded
    assert {state.position for state in states} == {Action.LONG, Action.SHORT, Action.FLAT}
    assert states[-1].trades > 15
    assert len({state.config_fingerprint for state in states}) == 2
    for state, folder in zip(states, copies, strict=True):
        kept = shutil.copytree(folder, folder.with_name("without"))
        for name in LOST:
            (kept / name).unlink()
        assert in_all_that_matters(rebuilt(kept)) == in_all_that_matters(state)


def test_a_bot_that_was_destroyed_and_rebuilt_ends_as_one_that_was_not(recorded, tmp_path):
    whole_folder, _, copies = recorded
    shutil.copytree(copies[POINT], tmp_path / "portfolio" / "BTC_USDT")
    (tmp_path / "strategy_config.json").write_text(
        (copies[0].parents[2] / "strategy_config.json").read_text()
    )
    folder = tmp_path / "portfolio" / "BTC_USDT"
    for name in LOST:
        (folder / name).unlink()
    last = rebuilt(folder).last_candle_time
    assert last is not None

    def skip(cycle: int, source: LateReplay) -> None:
        if (cycle + POINT + 1) % 50 == 49:
            source.advance()
            source.advance()

    record_run(tmp_path, FRAME, CONFIG, before_cycle=skip, shown=last, batch=1)
    end = JsonStateStore(folder).load_state()
    assert end is not None
    whole = JsonStateStore(whole_folder).load_state()
    assert whole is not None
    assert in_all_that_matters(end) == in_all_that_matters(whole)
    for name in ("equity.jsonl", "trades.jsonl", "candles.jsonl"):
        assert (folder / name).read_bytes() == (whole_folder / name).read_bytes()


damages = st.one_of(
    st.tuples(st.just("keep"), st.just(0)),
    st.tuples(st.just("remove"), st.just(0)),
    st.tuples(st.just("empty"), st.just(0)),
    st.tuples(st.just("cut"), st.integers(0, 10**6)),
    st.tuples(st.just("flip"), st.integers(0, 10**6)),
    st.tuples(st.just("zero"), st.integers(0, 10**6)),
)


def damage(path: Path, how: str, place: int) -> None:
    if how == "keep" or not path.exists():
        return
    data = bytearray(path.read_bytes())
    place %= max(len(data), 1)
    if how == "remove":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(data[:place])
    elif how == "flip":
        data[place] ^= 1
        path.write_bytes(data)
    else:
        path.write_bytes(data[:place] + bytes(len(data) - place))


MONEY = attrgetter(
    "position",
    "quantity",
    "entry_price",
    "entry_time",
    "entry_fee",
    "stop_price",
    "target_price",
    "balance",
    "initial_balance",
    "equity",
    "fees_paid",
    "trades",
    "pending_action",
    "last_candle_time",
    "timestamp",
)


@settings(max_examples=100)
@given(
    point=st.integers(0, POINT),
    state=damages.filter(lambda one: one[0] != "flip"),
    cycle=damages,
    histories=st.tuples(damages, damages, damages, damages),
)
def test_whatever_is_destroyed_the_account_is_the_old_one_or_the_start_is_refused(
    recorded, tmp_path_factory, point, state, cycle, histories
):
    """A state.json that still reads well is believed but for what equity.jsonl says."""
    _, states, copies = recorded
    folder = tmp_path_factory.mktemp("damaged") / "BTC_USDT"
    shutil.copytree(copies[point], folder)
    for name, (how, place) in zip((*LOST, *HISTORIES), (state, cycle, *histories), strict=True):
        damage(folder / name, how, place)
    some_left = any(
        (folder / name).stat().st_size for name in HISTORIES if (folder / name).exists()
    )
    some_left |= any((folder / name).exists() for name in LOST)
    try:
        store = JsonStateStore(folder, writer=True)
        if store.lost is not None:
            store.restore(rebuilt_account(store, SYMBOL, opened).state(MARKET, SHOWN))
        kept = store.load_state()
    except StateError:
        return
    assert (kept is None) is not some_left
    if kept is not None:
        assert MONEY(kept) == MONEY(states[point])


def test_an_entry_that_was_halted_is_none_in_the_rebuilt_account(recorded):
    """A decision withdrawn on the way is on record, and was not acted on: equity tells."""
    _, states, copies = recorded
    number = next(
        n
        for n, s in enumerate(states)
        if s.position is Action.FLAT and s.pending_action is Action.LONG
    )
    assert states[number + 1].position is not Action.FLAT
    folder = shutil.copytree(copies[number + 1], copies[number + 1].with_name("halted"))
    equity = (folder / "equity.jsonl").read_bytes().splitlines(keepends=True)
    before, after = json.loads(equity[-2]), json.loads(equity[-1])
    flat = {**after, "balance": before["balance"], "equity": before["balance"]}
    equity[-1] = json.dumps(flat).encode() + b"\n"
    (folder / "equity.jsonl").write_bytes(b"".join(equity))
    for name in LOST:
        (folder / name).unlink()
    assert rebuilt(folder).position is Action.FLAT
