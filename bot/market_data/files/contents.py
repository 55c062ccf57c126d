"""What a file holds once it is decompressed and decoded: text, or a table in binary form."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import DataError


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes inside, and what was undone on the way to them in words for the user."""

    data: bytes
    undone: tuple[str, ...] = ()


def decompressed(data: bytes) -> Contents:
    """What is inside a compressed file; DataError where it is damaged or holds several files."""
    for mark, name, unpack in _COMPRESSIONS:
        if data.startswith(mark):
            try:
                return Contents(unpack(data), (name,))
            except _DAMAGES as exc:
                raise DataError(f"it begins like {name} and cannot be unpacked: {exc}") from exc
    return Contents(data)


def decoded(contents: Contents) -> tuple[str, tuple[str, ...]]:
    """The text, and what was undone; UnicodeDecodeError where the bytes are no text."""
    data = contents.data
    for mark, encoding, name in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding), (*contents.undone, *name)
    if data[1:40:2].count(0) >= 10:
        return data.decode("utf-16-le"), (*contents.undone, "UTF-16")
    if data[0:40:2].count(0) >= 10:
        return data.decode("utf-16-be"), (*contents.undone, "UTF-16")
    return _with_ends_of_lines(data.decode("utf-8")), contents.undone


def _with_ends_of_lines(text: str) -> str:
    """Lines that a lone carriage return ends, as old Macs wrote them, end as all others do."""
    return text if "\n" in text else text.replace("\r", "\n")


def is_parquet(data: bytes) -> bool:
    """Does the file begin like parquet?"""
    return data.startswith(b"PAR1")


def is_feather(data: bytes) -> bool:
    """Does the file begin like feather, of either version?"""
    return data.startswith((b"ARROW1", b"FEA1"))


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if _is_file(name)]
        if "[Content_Types].xml" in names:
            raise DataError("it is an Excel workbook: save the sheet as CSV and name that file")
        if len(names) != 1:
            listing = ", ".join(names[:3]) or "none"
            raise DataError(
                f"need one file in the zip, had {len(names)} ({listing}): unpack it and name one"
            )
        return archive.read(names[0])


def _is_file(name: str) -> bool:
    return not name.endswith("/") and not name.startswith("__MACOSX/")


_DAMAGES = (
    *(OSError, EOFError, ValueError, RuntimeError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile),
)
_COMPRESSIONS: tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", "gzip", gzip.decompress),
    (b"PK\x03\x04", "zip", _unzipped),
    (b"BZh", "bzip2", bz2.decompress),
    (b"\xfd7zXZ\x00", "xz", lzma.decompress),
)
_ENCODINGS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig", ()),
    (b"\xff\xfe", "utf-16", ("UTF-16",)),
    (b"\xfe\xff", "utf-16", ("UTF-16",)),
)
