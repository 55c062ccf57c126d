"""The gate's tests on returns that are made for them."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import Conditions, Judge, SearchRequest
from bot.optimizer.promotion.evidence import gather
from bot.optimizer.promotion.gate import examine
from bot.optimizer.promotion.looks import Look
from tests.support.candles import random_walk

CONDITIONS = Conditions(policy=DecisionPolicy())
AT = datetime(2024, 1, 1, tzinfo=UTC)


def gathered():
    return gather(
        SearchRequest(
            candles=random_walk(400, seed=8),
            base=StrategyConfig(),
            n_trials=5,
            conditions=CONDITIONS,
            seed=3,
        )
    )


@pytest.mark.parametrize(("drift", "low", "high"), [(-0.003, 0.0, 0.01), (0.003, 0.99, 1.0)])
def test_a_champion_that_loses_is_told_from_one_that_earns(drift, low, high):
    found = gathered()
    champion = np.random.default_rng(4).normal(drift, 0.01, len(found.challenger))
    look = Look(at=AT, number=1, threshold=0.05)
    evidence = replace(found, champion=champion, kind_champion=champion)
    seen = examine(evidence, Judge(), look, seed=1)
    assert low <= seen.to_dict()["champion_loses_p_value"] <= high


def test_a_strict_look_is_passed_where_the_evidence_is_overwhelming():
    found = gathered()
    earned = np.random.default_rng(4).normal(0.01, 0.01, len(found.challenger))
    evidence = replace(found, challenger=earned, champion=np.zeros_like(earned))
    look = Look(at=AT, number=2, threshold=0.0002)
    assert examine(evidence, Judge(), look, seed=1).p_value <= 0.0002 / 20


def test_a_champion_with_fewer_trades_than_a_challenger_needs_is_not_disproven():
    losses = np.random.default_rng(4).normal(-0.003, 0.001, 280)
    look = Look(at=AT, number=1, threshold=0.05)
    seen = examine(replace(gathered(), kind_champion=losses), Judge(), look, seed=1)
    enough = replace(seen, champion_trades=seen.least_trades)
    few = replace(seen, champion_trades=seen.least_trades - 1)
    assert (enough.disproves_champion, few.disproves_champion) == (True, False)
    assert "the champion itself loses beyond chance" in enough.verdict().reason
    assert "the champion itself" not in few.verdict().reason
