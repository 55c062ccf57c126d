"""The one way code is compiled here."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first call; kept on disk for later processes; runs without the GIL.

    Division follows numpy (x / 0 is inf or NaN, no exception); float arithmetic is strict IEEE, so
    that every machine and every number of threads gives the same bits.
    """
    wrapped: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return wrapped
