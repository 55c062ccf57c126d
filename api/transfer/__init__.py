"""How an answer travels: not at all to whoever has it, packed to whoever can unpack it."""

from api.transfer.ages import essence
from api.transfer.files import MEDIA_TYPES, file_answer
from api.transfer.packing import accepts_gzip
from api.transfer.wire import Transfer, not_modified

__all__ = ["MEDIA_TYPES", "Transfer", "accepts_gzip", "essence", "file_answer", "not_modified"]
