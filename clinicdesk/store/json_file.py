"""The small JSON files of the data folder: read strictly, written whole or not at all."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from clinicdesk.errors import StoreFailed, StoreRefused
from clinicdesk.store.files import sync_folder
from clinicdesk.words import said

MOST_BYTES = 16 << 20


def read_json(path: Path) -> dict[str, Any]:
    """The object that a file of at most 16 MiB holds.

    Raises StoreRefused, each with its own sentence: no file, one that cannot be read, a larger one, one cut off
    or changed so that it is no JSON object. Nothing of its content is repeated.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise _refused(path, "is missing") from error
    except OSError as error:
        raise StoreRefused(
            said(
                "{name} cannot be read ({why}). Let this account read {path}.",
                name=path.name,
                why=error.strerror,
                path=path,
            )
        ) from error
    if len(data) > MOST_BYTES:
        raise _refused(
            path,
            said("has more than {most:,} bytes, so it is not what this program wrote", most=MOST_BYTES),
        )
    try:
        value = json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise _refused(path, "was cut off or changed: it is not JSON any more") from None
    if not isinstance(value, dict):
        raise _refused(path, "does not hold what this program writes")
    return value


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a file anew for its owner alone: first beside its place, then on the disk, then in place, then the folder.

    Killed at any moment, it leaves the old file or the new one, whole. Raises StoreFailed where the disk fails.
    """
    data = json.dumps(value, indent=1).encode()
    if len(data) > MOST_BYTES:
        raise StoreFailed(
            said(
                "{name} would have more than {most:,} bytes. It stays as it was.",
                name=path.name,
                most=MOST_BYTES,
            )
        )
    try:
        _replace(path, data)
    except OSError as error:
        raise StoreFailed(
            said(
                "{name} cannot be written ({why}). See that {parent} can be written to and that the disk has room, "
                "then try again.",
                name=path.name,
                why=error.strerror,
                parent=path.parent,
            )
        ) from error


def as_text(data: bytes) -> str:
    """Bytes as base64."""
    return b64encode(data).decode()


def as_bytes(text: str) -> bytes:
    """Bytes from base64 in its one form. Raises ValueError for any other text."""
    data = b64decode(text, validate=True)
    if as_text(data) != text:
        raise ValueError("not the one form of base64")
    return data


def _replace(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            beside.unlink()
            raise
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _refused(path: Path, what: str) -> StoreRefused:
    return StoreRefused(
        said(
            "{name} {what}. Put back {name} from the newest backup, then start again.", name=path.name, what=said(what)
        )
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _constant(written: str) -> Any:
    raise ValueError(f"{written} is no number")
