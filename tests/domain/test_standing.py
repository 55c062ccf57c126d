"""Standings of configs: who stands aside on them, and how they are kept."""

import json
from datetime import UTC, datetime
from itertools import product

import pytest

from bot.domain import (
    ConfigStanding,
    StandAside,
    Standing,
    Standings,
    StrategyConfig,
    TradingMode,
)
from bot.domain.errors import ConfigError, DataError

AT = datetime(2024, 5, 1, tzinfo=UTC)
CONFIG = StrategyConfig()
LOSER = ConfigStanding(
    fingerprint=CONFIG.fingerprint,
    standing=Standing.DISPROVEN,
    since=AT,
    reason="disproven since 2024-05-01: it loses",
    p_value=0.0005,
    watched_until=datetime(2024, 5, 3, tzinfo=UTC),
    block_returns=(-0.01, 0.02),
)


def test_a_disproven_config_enters_nothing_with_real_or_testnet_money_and_on_paper_where_told():
    withheld = {
        (setting, mode)
        for setting, mode in product(StandAside, TradingMode)
        if setting.withholds_entries(Standing.DISPROVEN, mode)
    }
    real = {(StandAside.AUTO, TradingMode.TESTNET), (StandAside.AUTO, TradingMode.LIVE)}
    assert withheld == real | {(StandAside.ON, mode) for mode in TradingMode}


@pytest.mark.parametrize("standing", [Standing.UNPROVEN, Standing.PROVEN])
def test_every_other_config_trades_whatever_is_set(standing):
    for setting, mode in product(StandAside, TradingMode):
        assert not setting.withholds_entries(standing, mode)


def test_a_config_of_which_nothing_was_shown_is_unproven():
    other = StrategyConfig(ema_fast=9)
    assert Standings((LOSER,)).of(CONFIG) == LOSER
    assert Standings((LOSER,)).of(other) == ConfigStanding(fingerprint=other.fingerprint)
    assert Standings().of(CONFIG).reason.startswith("unproven: no look has shown")


def test_one_config_has_one_standing():
    earner = ConfigStanding(
        fingerprint=CONFIG.fingerprint, standing=Standing.PROVEN, since=AT, reason="proven"
    )
    assert Standings((LOSER,)).replaced(earner) == Standings((earner,))


def test_what_is_kept_is_read_and_a_memory_of_an_older_version_has_none():
    kept = {"looks": [], "watch": None, "standings": Standings((LOSER,)).to_list()}
    assert Standings.of_document(json.loads(json.dumps(kept))) == Standings((LOSER,))
    assert Standings.of_document({"looks": [], "watch": None}) == Standings()


@pytest.mark.parametrize(
    "change",
    [
        {"standing": "famous"},
        {"since": None},
        {"since": "2024-05-01T00:00:00"},
        {"block_returns": ["nan"]},
        {"block_returns": 4},
        {"p_value": "small"},
    ],
)
def test_a_standing_that_cannot_be_trusted_is_refused_with_what_to_do(change):
    with pytest.raises(DataError, match=r"need standings of promotion\.json .*; mend it"):
        Standings.of_document({"standings": [{**LOSER.to_dict(), **change}]})


def test_a_verdict_without_a_time_is_none():
    with pytest.raises(ConfigError, match="a time since when a config is disproven"):
        ConfigStanding(fingerprint="0", standing=Standing.DISPROVEN)
