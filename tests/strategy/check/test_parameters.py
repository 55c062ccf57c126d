"""Parameters that cannot be trusted are told: in the class, its defaults and its search space."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pytest

from bot.domain.checks import require
from bot.strategy.check.answers import Misbehaved
from bot.strategy.check.parameters import check_parameters, drawn_parameters
from tests.support.planted_strategies import Honest


@dataclass(frozen=True, kw_only=True)
class UnknownName(Honest):
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"length": (5, 40)}


@dataclass(frozen=True, kw_only=True)
class RefusedBound(Honest):
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"period": (1, 40)}


@dataclass(frozen=True, kw_only=True)
class WrongOrder(Honest):
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"period": (40, 5)}


@dataclass(kw_only=True)
class Thawed:
    period: int = 5
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {}


@dataclass(frozen=True, kw_only=True)
class NoDefault(Honest):
    length: int


@dataclass(frozen=True, kw_only=True)
class TwoPeriods(Honest):
    """Valid where fast < slow only, which half of the search space is not."""

    fast: int = 10
    slow: int = 20
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"fast": (2, 19), "slow": (11, 20)}

    def __post_init__(self) -> None:
        require(self.fast < self.slow, "fast < slow", f"{self.fast} and {self.slow}")


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        (UnknownName(), "its search_space names 'length', which is no parameter"),
        (RefusedBound(), "lets period be 1, which it refuses: need 2 <= period"),
        (WrongOrder(), "its search_space has (40, 5) for period"),
        (Thawed(), "Thawed is no frozen dataclass"),
        (NoDefault(length=3), "its defaults are not valid"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_is_wrong_is_told_with_what_to_change(strategy, words):
    with pytest.raises(Misbehaved) as caught:
        check_parameters(strategy, seed=0)
    assert words in str(caught.value)
    assert caught.value.advice


def test_the_share_of_valid_combinations_is_told():
    found = check_parameters(TwoPeriods(), seed=0)
    assert 0.3 < found.details["valid_share"] < 0.9


def test_drawn_parameters_are_valid_whole_and_within_the_bounds():
    drawn = drawn_parameters(TwoPeriods(), 50, seed=0)
    assert drawn
    for one in drawn:
        assert isinstance(one.fast, int)
        assert 2 <= one.fast < one.slow <= 20
    assert drawn == drawn_parameters(TwoPeriods(), 50, seed=0)
