"""What every store of the optimizer's findings does."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import (
    AllocationFinding,
    ConfigStanding,
    OptimizerRun,
    Page,
    Recommendation,
    Standing,
    Standings,
    StandingsPoll,
    StrategyConfig,
)
from bot.domain.errors import ConfigError

BTC, ETH = "BTC/USDT", "ETH/USDT"


def test_runs_are_read_newest_first(volume, open_volume):
    assert volume.runs.newest(5) == []
    for number in range(5):
        volume.runs.append(OptimizerRun({"number": number, "score": float("nan")}))
    assert open_volume().runs.newest(2) == [
        OptimizerRun({"number": 4, "score": None}),
        OptimizerRun({"number": 3, "score": None}),
    ]
    assert volume.runs.newest(0) == []


def test_runs_are_read_page_by_page_while_their_record_grows(volume, open_volume):
    assert volume.runs.page(3) == Page(items=[], older=None)
    for number in range(5):
        volume.runs.append(OptimizerRun({"number": number}))
    first = open_volume().runs.page(2)
    volume.runs.append(OptimizerRun({"number": 5}))
    second = open_volume().runs.page(2, first.older)
    third = volume.runs.page(2, second.older)
    read = [[run.document["number"] for run in page.items] for page in (first, second, third)]
    assert read == [[4, 3], [2, 1], [0]]
    assert third.older is None
    with pytest.raises(ConfigError):
        volume.runs.page(2, "x")


def test_recommendations_and_the_allocation_leave_each_other_alone(volume, open_volume):
    assert (volume.recommendations.all(), volume.allocation.read()) == ({}, None)
    volume.recommendations.set(BTC, Recommendation({"gate": "on"}))
    volume.allocation.set(AllocationFinding({"verdict": "none"}))
    volume.recommendations.set(ETH, Recommendation({"gate": "off"}))
    volume.recommendations.set(BTC, Recommendation({"gate": "off"}))
    kept = open_volume()
    assert kept.recommendations.all() == {
        BTC: Recommendation({"gate": "off"}),
        ETH: Recommendation({"gate": "off"}),
    }
    assert kept.recommendations.all()[ETH].came_ungated
    assert kept.allocation.read() == AllocationFinding({"verdict": "none"})


def test_the_gate_remembers_each_symbol_by_itself(volume, open_volume):
    assert volume.promotions.read(BTC) is None
    for looks in ([1], [1, 2]):
        volume.promotions.write(BTC, {"looks": looks, "watch": None})
    assert open_volume().promotions.read(BTC) == {"looks": [1, 2], "watch": None}
    assert volume.promotions.read(ETH) is None


def test_standings_are_as_they_were_written_last_and_survive_a_memory_that_cannot_be_read(
    volume, open_volume
):
    config = StrategyConfig()
    loser = ConfigStanding(
        fingerprint=config.fingerprint,
        standing=Standing.DISPROVEN,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        reason="it loses",
    )
    poll = open_volume().promotions.standings(BTC)
    assert poll() == StandingsPoll()
    volume.promotions.write(BTC, {"standings": [loser.to_dict()]})
    assert poll() == poll() == StandingsPoll(standings=Standings((loser,)))
    volume.promotions.write(BTC, {"standings": [{}]})
    assert poll().standings.of(config) == loser
    assert poll().error.startswith("need standings of promotion.json")
    volume.promotions.write(BTC, {"standings": []})
    assert poll() == StandingsPoll()
    assert volume.promotions.standings(ETH)() == StandingsPoll()


def test_the_playbook_says_when_it_was_computed_and_until_when_it_holds(volume, open_volume):
    assert volume.playbook.read() is None
    volume.playbook.write({"computed_at": "2025-03-01T02:00:00Z", "assets": []})
    kept = open_volume().playbook.read()
    assert kept.document == {"computed_at": "2025-03-01T02:00:00Z", "assets": []}
    assert kept.computed_at == datetime(2025, 3, 1, 2, tzinfo=UTC)
    assert kept.stale_after == kept.computed_at + timedelta(days=7)
    volume.playbook.write({"stale_after": "2030-01-01T00:00:00Z"})
    kept = open_volume().playbook.read()
    assert kept.computed_at == kept.written_at
    assert kept.stale_after == datetime(2030, 1, 1, tzinfo=UTC)


def _promote(volume, symbol, hour):
    meta = {"written_by": "optimizer", "at": f"2026-01-01T{hour}:00:00Z", "symbol": symbol}
    volume.configs.write(symbol, StrategyConfig(symbol=symbol), meta)
    return OptimizerRun({**meta, "promoted": True, "reason": "better"})


def test_a_run_that_is_on_record_is_not_recorded_again(volume):
    assert volume.mend_optimizer_records() == ()
    volume.runs.append(_promote(volume, BTC, 12))
    assert volume.mend_optimizer_records() == ()
    assert len(volume.runs.newest(9)) == 1


def test_a_config_that_came_in_use_without_a_record_gets_one(volume, open_volume):
    volume.runs.append(_promote(volume, BTC, 12))
    _promote(volume, ETH, 13)
    (note,) = open_volume().mend_optimizer_records()
    assert "was not on record" in note
    assert open_volume().mend_optimizer_records() == ()
    (added, _) = volume.runs.newest(9)
    assert (added.document["symbol"], added.document["promoted"]) == (ETH, True)


def test_a_rollback_without_a_record_is_recorded_as_one(volume):
    _promote(volume, BTC, 12)
    volume.mend_optimizer_records()
    rolled_back = {
        "written_by": "person",
        "at": "2026-01-01T14:00:00Z",
        "symbol": BTC,
        "rolled_back": True,
    }
    volume.configs.write(BTC, StrategyConfig(ema_fast=9), rolled_back)
    volume.mend_optimizer_records()
    (added, _) = volume.runs.newest(9)
    assert (added.document["promoted"], added.document["rolled_back"]) == (False, True)


def test_the_optimizer_beats_as_often_as_it_likes(volume):
    for minute in (1, 2):
        now = datetime(2026, 1, 1, 12, minute, tzinfo=UTC)
        volume.optimizer_heartbeat.beat(now, interval_seconds=60)
