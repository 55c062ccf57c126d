"""How an answer travels: not at all to whoever has it, packed to whoever can unpack it."""

from api.transfer.files import MEDIA_TYPES, file_answer
from api.transfer.wire import Transfer

__all__ = ["MEDIA_TYPES", "Transfer", "file_answer"]
