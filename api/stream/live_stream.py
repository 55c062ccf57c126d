"""The stream: one watcher reads the volume for all clients, each of which has its own pace."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from api.account import Account
from api.dependencies import Surroundings
from api.stream.channel import Channel
from api.stream.event import RETRY, Whole, event_bytes
from api.stream.listener import Listener
from api.stream.newer import TooMuchMissed
from api.stream.place import Place
from api.stream.teller import Teller
from bot.domain.errors import TradingLabError

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_WHOLES = 1.0
_RESET = b'{"message":"Too much was missed to tell it one by one: load everything anew."}'
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _News:
    """What a look at the volume found for one channel."""

    channel: Channel
    events: bytes
    place: Place
    states: dict[str, object]
    wholes: dict[str, Whole]


class LiveStream:
    """Every client of /stream; the volume is watched as long as there is one.

    A client that comes back with the id of its last event is told what it missed, each record once,
    also where this process was restarted in between.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._teller = Teller(surroundings)
        self._channels: dict[str | None, Channel] = {}
        self._opening = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._readers = CapacityLimiter(1)
        self._is_closed = False

    async def listen(self, symbol: str | None, last_id: str | None) -> Listener:
        """A client that is told from here on, after what it missed since its last event's id."""
        channel = await self._channel(symbol)
        listener, until = Listener(), channel.place
        channel.listeners.add(listener)  # from now on told, which waits behind what follows
        beginning = RETRY + event_bytes("hello", b"{}", until.text) + channel.snapshot
        if last_id is not None:
            beginning = RETRY + await self._missed(symbol, last_id, until) + beginning
        listener.begin(beginning)
        if self._is_closed:
            listener.end()
        return listener

    def leave(self, listener: Listener) -> None:
        """The client has gone."""
        listener.end()
        for symbol, channel in tuple(self._channels.items()):
            channel.listeners.discard(listener)
            if not channel.listeners:
                del self._channels[symbol]

    def close(self) -> None:
        """End every client's stream: the service goes down."""
        self._is_closed = True
        for channel in self._channels.values():
            for listener in channel.listeners:
                listener.end()

    @property
    def clients(self) -> int:
        """How many there are."""
        return sum(len(channel.listeners) for channel in self._channels.values())

    async def _missed(self, symbol: str | None, last_id: str, until: Place) -> bytes:
        """The records between the client's place and the channel's, or that it must begin anew."""
        since = Place.of_text(last_id)
        try:
            if since is not None:
                return await run_sync(self._teller.missed, symbol, since, until)
        except TooMuchMissed:
            pass
        return event_bytes("reset", _RESET, until.text)

    async def _channel(self, symbol: str | None) -> Channel:
        async with self._opening:
            if symbol not in self._channels:
                self._channels[symbol] = await run_sync(self._opened, symbol)
            if self._watching is None or self._watching.done():
                self._watching = asyncio.create_task(self._watch())
            return self._channels[symbol]

    def _opened(self, symbol: str | None) -> Channel:
        """A channel whose clients know everything up to now; read in a thread."""
        accounts = self._teller.accounts()
        place = self._teller.place_now(symbol)
        channel = Channel(symbol, place, _states(accounts))
        channel.wholes.update(self._teller.wholes(), status=self._teller.status(symbol))
        return channel

    async def _watch(self) -> None:
        """Look at the volume again and again until nobody listens."""
        loop = asyncio.get_running_loop()
        wholes_due = 0.0
        try:
            while self._channels and not self._is_closed:
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
                is_due = loop.time() >= wholes_due
                wholes_due = loop.time() + SECONDS_BETWEEN_WHOLES if is_due else wholes_due
                channels = tuple(self._channels.values())
                try:
                    found = await run_sync(self._look, channels, is_due, limiter=self._readers)
                except TradingLabError as error:
                    _log.warning("the volume cannot be watched now: %s", error)
                    continue
                for news in found:
                    _pass_on(news)
        finally:  # also where it failed: clients come back, and are told anew
            for channel in self._channels.values():
                for listener in channel.listeners:
                    listener.end()

    def _look(self, channels: Sequence[Channel], wholes_are_due: bool) -> list[_News]:
        """What is new for each channel; read in a thread."""
        accounts = self._teller.accounts()
        wholes = self._teller.wholes() if wholes_are_due else {}
        return [self._news_for(channel, accounts, wholes) for channel in channels]

    def _news_for(
        self, channel: Channel, accounts: Sequence[Account], wholes: dict[str, Whole]
    ) -> _News:
        changed = [one for one in accounts if channel.states.get(one.symbol) is not one.state]
        try:
            events, place = self._teller.newer(channel.symbol, changed, channel.place)
        except TooMuchMissed:  # a replay at full speed: begin anew from here
            place = self._teller.place_now(channel.symbol)
            events = event_bytes("reset", _RESET, place.text)
        own = {"status": self._teller.status(channel.symbol)} if wholes else {}
        return _News(channel, events, place, _states(accounts), {**wholes, **own})


def _states(accounts: Sequence[Account]) -> dict[str, object]:
    return {account.symbol: account.state for account in accounts}


def _pass_on(news: _News) -> None:
    """Tell a channel's clients, in the order records first: the answers are made of them."""
    channel = news.channel
    channel.states = news.states
    channel.tell(news.events, news.place)
    channel.tell_wholes(news.wholes)
