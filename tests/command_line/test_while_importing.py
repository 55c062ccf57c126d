"""The garbage collector waits while a program imports, and not longer."""

import gc

import pytest

from bot.command_line import while_importing


def test_garbage_is_not_collected_while_a_program_is_imported() -> None:
    with while_importing():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_collected_again_where_an_import_fails() -> None:
    with pytest.raises(ImportError), while_importing():
        raise ImportError
    assert gc.isenabled()
