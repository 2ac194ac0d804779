"""Small files of the data folder: killed between any two steps they are whole; what is broken is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from clinicdesk.errors import StoreFailed, StoreRefused
from clinicdesk.store import files, json_file
from clinicdesk.store.json_file import MOST_BYTES, as_bytes, as_text, read_json, write_json

OLD: dict[str, Any] = {"a": "old"}
NEW: dict[str, Any] = {"a": "new", "b": ["x" * 50_000]}
TOO_LARGE = """
import resource, sys
from pathlib import Path
from clinicdesk.errors import StoreFailed
from clinicdesk.store.json_file import write_json
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_json(Path(sys.argv[1]), {"a": "x" * 20_000})
except StoreFailed as error:
    print(error)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_child(work: Callable[[], None]) -> int:
    """Do something in a copy of this process; how that ended."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, path: Path) -> bool:
    """Write the new file in a process that is killed before the given line of the writer; whether it came to that."""
    left = step

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename in {json_file.__file__, files.__file__} and event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def work() -> None:
        sys.settrace(trace)
        write_json(path, NEW)

    ended = in_child(work)
    assert ended in {0, -signal.SIGKILL}
    return ended != 0


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", NEW)
    assert read_json(tmp_path / "a.json") == NEW
    assert names(tmp_path) == ["a.json"]


def test_a_kill_between_any_two_steps_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_json(path, OLD)
    found: list[dict[str, Any]] = []
    while killed_at(len(found), path):
        found.append(read_json(path))
        write_json(path, OLD)
    assert read_json(path) == NEW
    assert found.count(OLD) > 10
    assert found.count(NEW) > 3
    assert found == sorted(found, key=len)


def test_the_file_is_its_owners_alone_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("{}")
    path.chmod(0o666)
    mask = os.umask(0)
    try:
        step, modes = 0, set[int]()
        while killed_at(step, path):
            modes |= {one.stat().st_mode & 0o777 for one in tmp_path.iterdir() if one.name.startswith(".")}
            step += 1
    finally:
        os.umask(mask)
    assert modes == {0o600}
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_json(tmp_path / "keys.json", OLD)
    command = [sys.executable, "-c", TOO_LARGE, str(tmp_path / "keys.json")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith("keys.json cannot be written (File too large). See that ")
    assert names(tmp_path) == ["keys.json"]
    assert read_json(tmp_path / "keys.json") == OLD


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "missing" / "keys.json", tmp_path / "folder"):
        with pytest.raises(StoreFailed, match="cannot be written"):
            write_json(path, NEW)
    assert names(tmp_path) == ["folder"]


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    write_json(tmp_path / "keys.json", OLD)
    with pytest.raises(StoreFailed, match="would have more than 16,777,216 bytes"):
        write_json(tmp_path / "keys.json", {"a": "x" * MOST_BYTES})
    assert read_json(tmp_path / "keys.json") == OLD


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "was cut off or changed: it is not JSON any more"),
        (b"{", "was cut off or changed: it is not JSON any more"),
        (b"\xff\xfe{}", "was cut off or changed: it is not JSON any more"),
        (b'{"a": 1, "a": 2}', "was cut off or changed: it is not JSON any more"),
        (b'{"a": NaN}', "was cut off or changed: it is not JSON any more"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "was cut off or changed: it is not JSON any more"),
        (b"[" * 1_000_000, "was cut off or changed: it is not JSON any more"),
        (b"[]", "does not hold what this program writes"),
        (b"null", "does not hold what this program writes"),
        (b" " * MOST_BYTES + b"{}", "has more than 16,777,216 bytes, so it is not what this program wrote"),
    ],
)
def test_what_is_no_object_is_told_in_one_sentence(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(data)
    with pytest.raises(StoreRefused) as refused:
        read_json(tmp_path / "keys.json")
    advice = "Put back keys.json from the newest backup, then start again."
    assert str(refused.value) == f"keys.json {said}. {advice}"


def test_a_missing_file_and_one_that_cannot_be_read_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match=r"^keys\.json is missing\. Put back"):
        read_json(tmp_path / "keys.json")
    (tmp_path / "keys.json").mkdir()
    with pytest.raises(StoreRefused, match=r"^keys\.json cannot be read \(Is a directory\)\. Let this account read"):
        read_json(tmp_path / "keys.json")


def test_base64_has_one_form() -> None:
    assert as_bytes(as_text(b"\0\xff")) == b"\0\xff"
    for other in ("AP9", "AP8", "AP8=\n", " AP8=", "AP9=", "AP8==", "é"):
        with pytest.raises(ValueError, match=r"."):
            as_bytes(other)
