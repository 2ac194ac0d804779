"""Files that are written whole or not at all."""

import os
from collections.abc import Mapping
from errno import EINVAL
from pathlib import Path
from tempfile import NamedTemporaryFile

from clinicdesk.errors import ClinicdeskError
from clinicdesk.words import said


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write every file, readable by its owner alone, or none: each beside its place first, then all are put in place.

    Raises ClinicdeskError with a sentence where a folder cannot be written to.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            waiting[path] = _beside(path, data)
        for path, written in waiting.items():
            written.replace(path)
    except OSError as error:
        where = next((path for path in files if path not in waiting), next(iter(files)))
        raise ClinicdeskError(
            said("{where}: the file cannot be written ({why})", where=where, why=error.strerror)
        ) from error
    finally:
        for written in waiting.values():
            written.unlink(missing_ok=True)


def _beside(path: Path, data: bytes) -> Path:
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "this is no ordinary file")
    with NamedTemporaryFile(dir=path.parent, prefix=".clinicdesk-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    return Path(file.name)
