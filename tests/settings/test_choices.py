"""What the environment may choose from is what there is to choose from."""

from bot.optimizer.search import Objective
from bot.optimizer.search.samplers import SAMPLERS
from bot.settings import optimizer


def test_the_samplers_of_the_settings_are_those_of_the_table():
    assert tuple(SAMPLERS) == optimizer.SAMPLERS


def test_the_objectives_of_the_settings_are_those_of_the_judge():
    assert tuple(Objective) == optimizer.OBJECTIVES
