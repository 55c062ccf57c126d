"""Why a feed gave no answer, in words that name no address: it may hold a key."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.domain.errors import FeedUnavailable

_TRY_AGAIN_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.UnsupportedProtocol, "it leads to an address that is neither http nor https"),
    (httpx.InvalidURL, "it leads to an address that cannot be asked"),
    (httpx.ConnectTimeout, "its server cannot be reached: no connection in time"),
    (httpx.TimeoutException, "its server did not answer in time"),
    (httpx.ConnectError, "its server cannot be reached"),
    (httpx.ProxyError, "the proxy refuses to lead there"),
    (httpx.RemoteProtocolError, "its server breaks the rules of HTTP"),
    (httpx.LocalProtocolError, "it cannot be asked by the rules of HTTP"),
    (httpx.NetworkError, "the connection broke off"),
    (httpx.DecodingError, "the answer cannot be decoded"),
)
_ASK_AGAIN = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)


class AskAgain(FeedUnavailable):
    """A failure that may be over soon; the server asks for `after_seconds` of silence."""

    def __init__(self, message: str, after_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.after_seconds = after_seconds


def refusal_of(error: Exception) -> FeedUnavailable:
    """The failure behind an error of httpx."""
    words = next((said for kind, said in _WORDS if isinstance(error, kind)), "it cannot be asked")
    if type(error) is httpx.ConnectError:
        words = f"{words}: {error}"  # the system's reason, which names no address
    kind = AskAgain if isinstance(error, _ASK_AGAIN) else FeedUnavailable
    return kind(words)


def refuse_status(response: httpx.Response, most_wait_seconds: float) -> None:
    """Raise for an answer that is no success: AskAgain where a later try may be one."""
    status = response.status_code
    if status == httpx.codes.OK:
        return
    words = f"its server answers {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
    after = _retry_after(response.headers.get("retry-after", ""))
    if after > most_wait_seconds:
        raise FeedUnavailable(f"{words} and asks for {after:.0f} s of silence")
    if status in _TRY_AGAIN_STATUS:
        raise AskAgain(words, after)
    raise FeedUnavailable(words)


def _retry_after(text: str) -> float:
    """Seconds, or until an HTTP date (RFC 9110, section 10.2.3); 0 for anything else."""
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
