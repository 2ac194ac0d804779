"""What waits in the WAL beside a database to be put into it. Reading this file takes no lock away."""

import hmac
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

PAGE = 4096
"""SQLCipher's page size in bytes."""

_HEADER = 32
_FRAME = 24
_SALT = 16
_MAC = 64
_MAC_SALT = 0x3A
"""How a WAL and a page of SQLCipher 4 are laid out, in bytes, and what makes a page's MAC key from the salt."""


def wal_size(path: Path) -> int:
    """How many bytes the database's WAL has."""
    try:
        return _wal(path).stat().st_size
    except FileNotFoundError:
        return 0


def wal_fits(path: Path, key: bytes) -> bool:
    """Whether a first page that the key opens waits in the WAL.

    The one in the database may be torn: a power cut while pages were being put there does that, and no harm.
    """
    return any(_is_first_page_under(key, page) for page in _first_pages(path))


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _first_pages(path: Path) -> Iterator[bytes]:
    """Every page 1 in the WAL, older and newer ones."""
    try:
        with _wal(path).open("rb") as file:
            file.seek(_HEADER)
            while len(frame := file.read(_FRAME + PAGE)) == _FRAME + PAGE:
                if int.from_bytes(frame[:4]) == 1:
                    yield frame[_FRAME:]
    except OSError:
        return


def _is_first_page_under(key: bytes, page: bytes) -> bool:
    """Whether the page's MAC is right: over all but the salt, and the page's number."""
    mac_key = pbkdf2_hmac("sha512", key, bytes(byte ^ _MAC_SALT for byte in page[:_SALT]), 2, len(key))
    told = page[_SALT:-_MAC] + (1).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, told, "sha512"), page[-_MAC:])
