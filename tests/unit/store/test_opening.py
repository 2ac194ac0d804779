"""What cannot be opened is told, each in its own sentence; nothing is made and no byte changes."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, rmtree
from tempfile import mkdtemp

import pytest

from clinicdesk.errors import ClinicdeskError, StoreFailed, StoreRefused
from clinicdesk.model.records import VisitRecord
from clinicdesk.store.embedded import DATABASE, EmbeddedStore
from clinicdesk.store.sqlite import connect
from clinicdesk.store.wal import PAGE
from tests.unit.store.stores import KEY, TRAIL_KEY, patient, put_parents, visit

OTHER_KEY = bytes(32)
NOBODY = 65534
OPEN_AS = """
import os, sys
from pathlib import Path
from clinicdesk.errors import ClinicdeskError
from clinicdesk.store.embedded import EmbeddedStore
if os.geteuid() == 0:
    os.setuid(int(sys.argv[4]))
try:
    EmbeddedStore.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
    print("opened")
except ClinicdeskError as error:
    print(type(error).__name__, error)
"""
HOLDS_IT = """
import fcntl, sys
with open(sys.argv[1], "rb+") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        print("free")
    except OSError:
        print("held")
"""


def everything(folder: Path) -> dict[str, bytes | None]:
    """Each name in a folder with its bytes."""
    return {path.name: path.read_bytes() if path.is_file() else None for path in sorted(folder.iterdir())}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a small clinic, closed."""
    made = tmp_path / "Praxis Größe #1"
    made.mkdir()
    store = EmbeddedStore.create(made, KEY, TRAIL_KEY)
    put_parents(store)
    store.close()
    return made


@pytest.fixture
def killed(folder: Path, tmp_path: Path) -> Path:
    """The folder as a kill leaves it: what was saved last is in the WAL alone."""
    left = tmp_path / "killed"
    left.mkdir()
    store = EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    with store.transaction():
        for number in range(40):
            store.put(patient(f"q{number}"))
    for path in folder.iterdir():
        copy(path, left)
    store.close()
    return left


def cut(folder: Path, size: int) -> None:
    os.truncate(folder / DATABASE, size)


def plain(folder: Path) -> None:
    (folder / DATABASE).unlink()
    connection = connect(str(folder / DATABASE), None)
    connection.execute("CREATE TABLE t (x)")
    connection.close()


def flip(folder: Path, at: int) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[at] ^= 4
    (folder / DATABASE).write_bytes(data)


def a_folder(folder: Path) -> None:
    (folder / DATABASE).unlink()
    (folder / DATABASE).mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda folder: (folder / DATABASE).unlink(), "There is no database at"),
    "empty": (lambda folder: cut(folder, 0), r"is empty \(0 bytes\)"),
    "plain": (plain, "is not encrypted, so it is not this program's"),
    "cut in a page": (lambda folder: cut(folder, 10 * PAGE + 17), "was cut off: 40977 bytes are no whole number"),
    "cut after a page": (lambda folder: cut(folder, 10 * PAGE), "was cut off or is damaged"),
    "cut to one page": (lambda folder: cut(folder, PAGE), "was cut off or is damaged"),
    "random": (lambda folder: (folder / DATABASE).write_bytes(random.Random(3).randbytes(8 * PAGE)), "does not open"),
    "first page damaged": (lambda folder: flip(folder, 700), "its first page is damaged"),
    "salt damaged": (lambda folder: flip(folder, 3), "its first page is damaged"),
    "a folder": (a_folder, "is a folder, or no ordinary file"),
}


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT.values(), ids=SPOILT)
def test_what_cannot_be_opened_is_told_and_left_alone(
    folder: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(folder)
    before = everything(folder)
    with pytest.raises(StoreRefused, match=sentence) as refused:
        EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    assert everything(folder) == before
    assert str(folder / DATABASE) in str(refused.value)
    assert str(refused.value).endswith(".")
    assert KEY.hex() not in str(refused.value)


@pytest.mark.parametrize("spoil", [everything, lambda folder: flip(folder, 700)], ids=["key", "damage"])
@pytest.mark.parametrize("left", ["folder", "killed"])
def test_with_another_key_nothing_is_changed(
    request: pytest.FixtureRequest, left: str, spoil: Callable[[Path], object]
) -> None:
    folder: Path = request.getfixturevalue(left)
    spoil(folder)
    before = everything(folder)
    with pytest.raises(StoreRefused, match="does not open with this clinic's key: it is another clinic's"):
        EmbeddedStore.open(folder, OTHER_KEY, TRAIL_KEY)
    assert everything(folder) == before


def test_after_a_kill_it_opens_with_all_that_was_saved(killed: Path) -> None:
    assert (killed / f"{DATABASE}-wal").stat().st_size > 0
    store = EmbeddedStore.open(killed, KEY, TRAIL_KEY)
    assert len(store.search("vogel", limit=100)) == 41
    assert store.check() == []
    store.close()


def test_a_database_that_was_cut_off_is_told_even_where_a_wal_is_left(killed: Path) -> None:
    (killed / f"{DATABASE}-shm").unlink()
    cut(killed, 10 * PAGE + 17)
    with pytest.raises(StoreRefused, match="was cut off"):
        EmbeddedStore.open(killed, KEY, TRAIL_KEY)


def test_a_first_page_that_a_power_cut_tore_is_still_in_the_wal(killed: Path) -> None:
    flip(killed, 700)
    before = everything(killed)
    with pytest.raises(StoreRefused, match="does not open with this clinic's key"):
        EmbeddedStore.open(killed, OTHER_KEY, TRAIL_KEY)
    assert everything(killed) == before
    store = EmbeddedStore.open(killed, KEY, TRAIL_KEY)
    assert len(store.search("vogel", limit=100)) == 41
    assert store.check() == []
    store.close()


def test_a_wal_that_has_not_reached_the_database_mends_a_half_page(tmp_path: Path) -> None:
    store = EmbeddedStore.create(tmp_path, KEY, TRAIL_KEY)
    size = (tmp_path / DATABASE).stat().st_size
    with store.transaction():
        for number in range(100):
            store.put(patient(f"q{number}"))
    left = tmp_path / "left"
    left.mkdir()
    copy(tmp_path / DATABASE, left)
    copy(tmp_path / f"{DATABASE}-wal", left)
    store.close()
    with (left / DATABASE).open("ab") as file:
        assert file.tell() == size
        file.write(b"half a page that a checkpoint wrote before the disk was full")
    opened = EmbeddedStore.open(left, KEY, TRAIL_KEY)
    assert opened.check() == []
    assert len(opened.search("vogel", limit=200)) == 100
    opened.close()


def test_a_database_is_never_made_over_another(folder: Path) -> None:
    before = everything(folder)
    with pytest.raises(StoreRefused, match="There is a database already"):
        EmbeddedStore.create(folder, OTHER_KEY, TRAIL_KEY)
    assert everything(folder) == before


def test_a_new_database_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / f"{DATABASE}.new").write_bytes(b"left by a kill")
    with pytest.raises(StoreRefused, match="There is no database at"):
        EmbeddedStore.open(tmp_path, KEY, TRAIL_KEY)
    EmbeddedStore.create(tmp_path, KEY, TRAIL_KEY).close()
    assert list(everything(tmp_path)) == [DATABASE]
    assert (tmp_path / DATABASE).stat().st_mode & 0o777 == 0o600


def test_no_database_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match=r"No database can be made in .*: No such file or directory\."):
        EmbeddedStore.create(tmp_path / "nowhere", KEY, TRAIL_KEY)
    assert everything(tmp_path) == {}


@pytest.fixture
def shared() -> Iterator[Path]:
    """A data folder that other accounts can reach."""
    made = Path(mkdtemp())
    made.chmod(0o777)
    store = EmbeddedStore.create(made, KEY, TRAIL_KEY)
    put_parents(store)
    store.close()
    (made / DATABASE).chmod(0o666)
    yield made
    made.chmod(0o777)
    rmtree(made)


def opened_by_another(folder: Path) -> str:
    """What the program says to an account without special rights."""
    command = [sys.executable, "-c", OPEN_AS, str(folder), KEY.hex(), TRAIL_KEY.hex(), str(NOBODY)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_an_account_with_all_rights_opens_it(shared: Path) -> None:
    assert opened_by_another(shared) == "opened\n"


@pytest.mark.parametrize(
    ("file", "folder", "sentence"),
    [
        (0o000, 0o777, "This account may not read the database at"),
        (0o444, 0o777, "can be read but not written to"),
        (0o666, 0o555, "can be read but not written to"),
        (0o666, 0o000, "cannot be read: Permission denied"),
    ],
)
def test_missing_rights_are_told(shared: Path, file: int, folder: int, sentence: str) -> None:
    before = everything(shared)
    (shared / DATABASE).chmod(file)
    shared.chmod(folder)
    said = opened_by_another(shared)
    shared.chmod(0o777)
    (shared / DATABASE).chmod(0o666)
    assert said.startswith("StoreRefused ")
    assert sentence in said
    assert everything(shared) == before


def held_by(path: Path) -> str:
    """Whether another program could have the database for itself alone."""
    return subprocess.run([sys.executable, "-c", HOLDS_IT, path], capture_output=True, text=True, check=True).stdout


def test_opening_a_second_time_does_not_give_up_the_locks_of_the_first(folder: Path) -> None:
    store = EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    assert store.count(VisitRecord) == 1
    with pytest.raises(StoreRefused):
        EmbeddedStore.open(folder, OTHER_KEY, TRAIL_KEY)
    EmbeddedStore.open(folder, KEY, TRAIL_KEY).close()
    assert held_by(folder / DATABASE) == "held\n"
    store.close()
    assert held_by(folder / DATABASE) == "free\n"


def test_a_store_whose_file_was_replaced_saves_nothing_any_more(folder: Path) -> None:
    store = EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    copy(folder / DATABASE, folder / "other")
    (folder / "other").replace(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(StoreFailed, match="was replaced while you worked"):
        store.put(visit("w"))
    store.close()
    assert (folder / DATABASE).read_bytes() == before


def test_each_refusal_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    said = set()
    for name, (spoil, _) in SPOILT.items():
        folder = tmp_path / name
        folder.mkdir()
        EmbeddedStore.create(folder, KEY, TRAIL_KEY).close()
        spoil(folder)
        with pytest.raises(ClinicdeskError) as refused:
            EmbeddedStore.open(folder, KEY, TRAIL_KEY)
        said.add(str(refused.value).replace(str(folder), ""))
    assert len(said) == 7
