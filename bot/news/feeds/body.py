"""The body of an answer, decoded as it comes and cut off where it grows too large."""

import zlib

from bot.domain.errors import FeedUnavailable

_WINDOW = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}

_MEMBER = b"\x1f\x8b"
"""How each member of a gzip file begins (RFC 1952)."""


class Body:
    """Takes the chunks of an answer with the given Content-Encoding.

    Sizes count after decoding, and no more is ever decoded than may be kept: a small answer that
    unfolds to gigabytes ends early. Raises FeedUnavailable.
    """

    def __init__(self, encoding: str, most_bytes: int) -> None:
        named = encoding.strip().lower()
        if named not in ("", "identity", *_WINDOW):
            raise FeedUnavailable(f"the answer is encoded as {named[:40]!r}: need gzip or none")
        self._window = _WINDOW.get(named)
        self._most_bytes = most_bytes
        self._content = bytearray()
        self._inflater = None if self._window is None else zlib.decompressobj(self._window)
        self._began = False

    def add(self, chunk: bytes) -> None:
        """Take the next chunk."""
        if self._inflater is None:
            self._keep(chunk)
        elif chunk:
            self._inflate(chunk)

    def whole(self) -> bytes:
        """The content, once everything has come."""
        if self._inflater is not None and self._began and not self._inflater.eof:
            raise FeedUnavailable("the answer breaks off in the middle")
        return bytes(self._content)

    def _inflate(self, chunk: bytes) -> None:
        try:
            while chunk:
                inflater = self._inflater_for(chunk)
                room = self._most_bytes + 1 - len(self._content)
                self._keep(inflater.decompress(chunk, room))
                chunk = inflater.unconsumed_tail or inflater.unused_data
                if inflater.eof and not chunk.startswith(_MEMBER):
                    break  # what follows the last member is padding
        except zlib.error as error:
            raise FeedUnavailable(f"the answer cannot be decompressed: {error}") from error

    def _inflater_for(self, chunk: bytes) -> "zlib._Decompress":
        """The one at work, or a new one where the next member of a gzip file begins."""
        if self._inflater is None or self._inflater.eof:
            self._inflater = zlib.decompressobj(self._window or zlib.MAX_WBITS)
        elif not self._began and self._window == zlib.MAX_WBITS and chunk[0] & 0x0F != 8:
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without its header
        self._began = True
        return self._inflater

    def _keep(self, content: bytes) -> None:
        self._content += content
        if len(self._content) > self._most_bytes:
            raise FeedUnavailable(f"the answer has more than {self._most_bytes:,} bytes")
