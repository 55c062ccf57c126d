"""The garbage collector waits while a program imports, not longer, and leaves what was imported."""

import gc
from collections.abc import Iterator

import pytest

from bot.command_line import while_importing
from bot.command_line.program import freeze_once


@pytest.fixture(autouse=True)
def a_fresh_process() -> Iterator[None]:
    gc.unfreeze()
    freeze_once.cache_clear()
    yield
    gc.unfreeze()


def is_looked_through(thing: object) -> bool:
    return any(each is thing for each in gc.get_objects())


def test_garbage_is_not_collected_while_a_program_is_imported() -> None:
    with while_importing():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_collected_again_where_an_import_fails() -> None:
    with pytest.raises(ImportError), while_importing():
        raise ImportError
    assert gc.isenabled()


def test_what_was_imported_is_not_looked_through_again() -> None:
    with while_importing():
        imported = [[0]]
    made_later = [[0]]
    assert not is_looked_through(imported)
    assert is_looked_through(made_later)


def test_what_a_process_made_before_it_calls_again_is_still_looked_through() -> None:
    with while_importing():
        pass
    made_between = [[0]]
    with while_importing():
        pass
    assert is_looked_through(made_between)


def test_everything_is_looked_through_where_an_import_fails() -> None:
    made_before = [[0]]
    with pytest.raises(ImportError), while_importing():
        raise ImportError
    assert is_looked_through(made_before)
