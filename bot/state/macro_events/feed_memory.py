"""What the servers of feeds said of their last answers."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain import FeedValidators
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import (
    decode,
    json_object,
    make_private_folder,
    parse_json,
    read_file,
    remove_leftovers,
    replace_file,
)


class FeedMemory:
    """Validators by a key of the feed, in a file beside the news file that they belong to.

    Losing it costs an answer that says nothing new, so that a file that cannot be read is empty.
    """

    def __init__(self, news_file: Path) -> None:
        self._path = news_file.with_name(f"{news_file.stem}.feeds.json")

    def load(self) -> Mapping[str, FeedValidators]:
        """What is kept; empty where nothing is."""
        try:
            data = read_file(self._path)
            kept = {} if data is None else json_object(parse_json(data), str(self._path))
            return {key: decode(FeedValidators, encode(value)) for key, value in kept.items()}
        except StateError:
            return {}

    def save(self, validators: Mapping[str, FeedValidators]) -> None:
        """Keep these, and no others."""
        make_private_folder(self._path.parent)
        remove_leftovers(self._path.parent, self._path.name)
        replace_file(self._path, encode(dict(validators), readable=True) + b"\n")
