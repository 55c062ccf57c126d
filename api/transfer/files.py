"""Files as a browser gets them: packed once, and kept packed."""

from functools import lru_cache
from pathlib import Path

from fastapi import Request, Response

from api.transfer.packing import SMALLEST_PACKED, accepts_gzip, etag, packed

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_PICTURES = {".png"}


def file_answer(request: Request, file: Path, cache_control: str) -> Response:
    """The file, packed where that helps and the client can unpack it."""
    status = file.stat()
    stamp = (str(file), status.st_mtime_ns, status.st_size)
    headers = {"cache-control": cache_control, "etag": etag(repr(stamp[1:]).encode())}
    media_type = MEDIA_TYPES[file.suffix]
    if file.suffix in _PICTURES or status.st_size <= SMALLEST_PACKED:
        return Response(file.read_bytes(), media_type=media_type, headers=headers)
    if not accepts_gzip(request.headers.get("accept-encoding", "")):
        return Response(file.read_bytes(), media_type=media_type, headers=headers)
    headers |= {"content-encoding": "gzip", "vary": "Accept-Encoding"}
    return Response(_packed_file(*stamp), media_type=media_type, headers=headers)


@lru_cache(maxsize=256)
def _packed_file(path: str, _modified: int, _size: int) -> bytes:
    """The file's content as gzip, made when it is first asked for as it is now."""
    return packed(Path(path).read_bytes())
