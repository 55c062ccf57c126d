"""What tests of whole processes share."""

import uuid
from collections.abc import Iterator

import pytest

from tests.support.processes.programs import end_marked


@pytest.fixture
def mark() -> Iterator[str]:
    """The mark of every process that the test starts; none of them outlives it."""
    mark = uuid.uuid4().hex
    yield mark
    end_marked(mark)
