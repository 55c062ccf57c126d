"""Feeds asked for over HTTP, several at a time, each within its own bounds."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from bot.domain import FeedValidators
from bot.domain.errors import FeedUnavailable
from bot.news.feeds.body import Body
from bot.news.feeds.feed import Feed
from bot.news.feeds.refusals import AskAgain, refusal_of, refuse_status

USER_AGENT = "algo-trading-lab (self-hosted feed reader)"
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one feed may take: `total_seconds` holds for all tries and redirects together."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    most_bytes: int = 5_000_000
    most_redirects: int = 5
    tries: int = 3
    first_wait_seconds: float = 1.0
    most_wait_seconds: float = 10.0
    at_once: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """What came of asking for a feed.

    `body` is None where nothing has changed since its validators were given, or where it failed;
    `failure` says why then.
    """

    feed: Feed
    body: bytes | None = None
    content_type: str = ""
    url: str = ""
    validators: FeedValidators | None = None
    failure: str | None = None


def fetch_feeds(
    feeds: Sequence[Feed],
    validators: Mapping[str, FeedValidators],
    limits: FetchLimits,
) -> tuple[FeedAnswer, ...]:
    """An answer for each feed, in their order; `validators` are those of earlier answers,
    by the feed's fingerprint.

    No feed raises: one that fails says why, and no other waits for it.
    """
    return asyncio.run(_fetch_all(feeds, validators, limits))


async def _fetch_all(
    feeds: Sequence[Feed], validators: Mapping[str, FeedValidators], limits: FetchLimits
) -> tuple[FeedAnswer, ...]:
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds, pool=None)
    places = asyncio.Semaphore(limits.at_once)
    async with httpx.AsyncClient(
        timeout=timeout,
        headers={"user-agent": USER_AGENT, "accept": _ACCEPT, "accept-encoding": "gzip"},
    ) as client:
        asked = (
            _answer(client, places, each, validators.get(each.fingerprint), limits)
            for each in feeds
        )
        return tuple(await asyncio.gather(*asked))


async def _answer(
    client: httpx.AsyncClient,
    places: asyncio.Semaphore,
    feed: Feed,
    validators: FeedValidators | None,
    limits: FetchLimits,
) -> FeedAnswer:
    async with places:
        try:
            async with asyncio.timeout(limits.total_seconds):
                return await _with_retries(client, feed, validators, limits)
        except TimeoutError:
            reason = f"no whole answer within {limits.total_seconds:g} s"
        except FeedUnavailable as error:
            reason = str(error)
    return FeedAnswer(feed=feed, failure=reason)


async def _with_retries(
    client: httpx.AsyncClient,
    feed: Feed,
    validators: FeedValidators | None,
    limits: FetchLimits,
) -> FeedAnswer:
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(AskAgain),
        stop=stop_after_attempt(limits.tries),
        wait=lambda state: _wait(state, limits),
        reraise=True,
    )
    async for attempt in retrying:
        with attempt:
            return await _asked_once(client, feed, validators, limits)
    raise FeedUnavailable("was never asked")


def _wait(state: RetryCallState, limits: FetchLimits) -> float:
    """Twice as long each time, and at least as long as the server asks for."""
    error = None if state.outcome is None else state.outcome.exception()
    own = limits.first_wait_seconds * 2.0 ** (state.attempt_number - 1)
    wished = error.after_seconds if isinstance(error, AskAgain) else 0.0
    return min(max(own, wished), limits.most_wait_seconds)


async def _asked_once(
    client: httpx.AsyncClient,
    feed: Feed,
    validators: FeedValidators | None,
    limits: FetchLimits,
) -> FeedAnswer:
    try:
        request = client.build_request("GET", feed.url, headers=_conditions(validators))
        for _ in range(limits.most_redirects + 1):
            async with _closing(await client.send(request, stream=True)) as response:
                if response.next_request is None:
                    return await _read(response, feed, validators, limits)
                request = response.next_request  # its own body is never read
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise refusal_of(error) from error
    raise FeedUnavailable(f"it is led on more than {limits.most_redirects} times")


@asynccontextmanager
async def _closing(response: httpx.Response) -> AsyncIterator[httpx.Response]:
    try:
        yield response
    finally:
        await response.aclose()


async def _read(
    response: httpx.Response, feed: Feed, validators: FeedValidators | None, limits: FetchLimits
) -> FeedAnswer:
    if response.status_code == httpx.codes.NOT_MODIFIED and validators is not None:
        return FeedAnswer(feed=feed, validators=validators)
    refuse_status(response, limits.most_wait_seconds)
    body = Body(response.headers.get("content-encoding", ""), limits.most_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
    return FeedAnswer(
        feed=feed,
        body=body.whole(),
        content_type=response.headers.get("content-type", ""),
        url=str(response.url),
        validators=_validators(response),
    )


def _conditions(validators: FeedValidators | None) -> dict[str, str]:
    if validators is None:
        return {}
    said = {"if-none-match": validators.etag, "if-modified-since": validators.last_modified}
    return {name: value for name, value in said.items() if value is not None}


def _validators(response: httpx.Response) -> FeedValidators | None:
    said = FeedValidators(
        etag=response.headers.get("etag"), last_modified=response.headers.get("last-modified")
    )
    return None if said == FeedValidators() else said
