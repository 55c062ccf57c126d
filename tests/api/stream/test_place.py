"""An event's id tells up to where a client has been told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.stream.place import Place

TOLD = st.dictionaries(st.text(max_size=30), st.integers(-(10**17), 10**17), max_size=30)


@given(TOLD)
def test_a_place_is_its_text(told):
    text = Place(told).text
    assert Place.of_text(text) == Place(told)
    assert text.isascii()
    assert not set(text) & set("\r\n ")


@given(st.text())
def test_any_other_text_is_no_place_or_one(text):
    place = Place.of_text(text)
    assert place is None or all(isinstance(at, int) for at in place.told.values())


@pytest.mark.parametrize("text", ["", "x", "é", "A" * 5_000, "eJwDAAAAAAE"])
def test_what_no_event_had_as_its_id_is_none(text):
    assert Place.of_text(text) is None


def test_two_hundred_symbols_fit_in_a_header():
    told = {
        f"{kind}:C{n}X{n}/USDT": 1_740_000_000_000_000 + n * 3_600_000_000
        for n in range(200)
        for kind in ("signal", "trade")
    }
    assert len(Place(told).text) < 8_000
