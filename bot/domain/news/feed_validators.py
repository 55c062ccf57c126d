"""What a feed's server said of its last answer, so that an unchanged one is not sent again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedValidators:
    """The validators of an answer (RFC 9110, section 8.8), as the server spelled them."""

    etag: str | None = None
    last_modified: str | None = None
