"""A client that is slow costs no memory, and one that is gone nothing at all."""

import asyncio

from api.stream.listener import MOST_WAITING_BYTES, Listener


async def all_of(listener):
    return [chunk async for chunk in listener.chunks()]


def test_what_is_given_comes_in_order_after_the_beginning():
    async def run():
        listener = Listener()
        listener.give(b"2")
        listener.give(b"3")
        listener.begin(b"1")
        listener.end()
        return await all_of(listener)

    assert asyncio.run(run()) == [b"1", b"2", b"3"]


def test_who_takes_too_little_is_let_go_and_holds_nothing():
    async def run():
        listener = Listener()
        for _ in range(3):
            listener.give(b"x" * (MOST_WAITING_BYTES // 2))
        return listener.is_over, await all_of(listener)

    assert asyncio.run(run()) == (True, [])


def test_a_long_beginning_lets_nobody_go():
    async def run():
        listener = Listener()
        listener.begin(b"x" * MOST_WAITING_BYTES)
        listener.give(b"then")
        listener.end()
        return await all_of(listener)

    assert asyncio.run(run()) == [b"x" * MOST_WAITING_BYTES, b"then"]


def test_who_is_let_go_holds_no_beginning_either():
    async def run():
        listener = Listener()
        listener.begin(b"first")
        listener.give(b"x" * (MOST_WAITING_BYTES + 1))
        return await all_of(listener)

    assert asyncio.run(run()) == []


def test_after_the_end_nothing_is_taken():
    async def run():
        listener = Listener()
        listener.end()
        listener.give(b"late")
        return await all_of(listener)

    assert asyncio.run(run()) == []
