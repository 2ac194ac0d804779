"""Files are written whole or not at all, for their owner only, and nothing is left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clinicdesk.errors import ClinicdeskError
from clinicdesk.exchange.whole_file import write_whole

WRITER = """
import sys
from pathlib import Path
from clinicdesk.exchange.whole_file import write_whole
while True:
    for letter in (b"a", b"b"):
        write_whole({Path(sys.argv[1]): letter * 3_000_000})
        print(flush=True)
"""
TOO_LARGE = """
import resource, sys
from pathlib import Path
from clinicdesk.errors import ClinicdeskError
from clinicdesk.exchange.whole_file import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_whole({Path(one): b"x" * int(size) for one, size in zip(sys.argv[1::2], sys.argv[2::2])})
except ClinicdeskError as error:
    print(error)
"""


def names(folder: Path) -> list[str]:
    """Everything that is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_every_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    write_whole({tmp_path / "a": b"one", tmp_path / "b": b""})
    assert names(tmp_path) == ["a", "b"]
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"one", b""]
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in "ab"} == {0o600}


def test_an_old_file_is_replaced_and_then_is_its_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old and longer")
    (tmp_path / "a").chmod(0o666)
    write_whole({tmp_path / "a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["missing/b", "a/b", "folder", "pipe"])
def test_where_one_cannot_be_written_none_is(where: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for files in ({"a": b"new", where: b"x"}, {where: b"x", "a": b"new"}):
        with pytest.raises(ClinicdeskError) as refused:
            write_whole({tmp_path / name: data for name, data in files.items()})
        assert str(refused.value).startswith(f"{tmp_path / where}: the file cannot be written (")
        assert names(tmp_path) == ["a", "folder", "pipe"]
        assert names(tmp_path / "folder") == []
        assert (tmp_path / "a").read_bytes() == b"old"


def test_a_device_is_never_replaced_by_a_file() -> None:
    with pytest.raises(ClinicdeskError, match="this is no ordinary file"):
        write_whole({Path(os.devnull): b"x"})
    assert Path(os.devnull).is_char_device()


def test_a_full_disk_leaves_the_old_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    command = [sys.executable, "-c", TOO_LARGE, str(tmp_path / "a"), "9000", str(tmp_path / "b"), "20000"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout == f"{tmp_path / 'b'}: the file cannot be written (File too large)\n"
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_kill_in_mid_write_leaves_one_whole_file(tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(8):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "a")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
        found = (tmp_path / "a").read_bytes()
        assert found in {b"a" * 3_000_000, b"b" * 3_000_000}


def test_a_writer_that_is_interrupted_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "a")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(0.01)
        writer.send_signal(signal.SIGINT)
        writer.wait()
    assert names(tmp_path) == ["a"]
