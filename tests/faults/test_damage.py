"""Damage to the files: one bit in any page is found; a WAL that is taken away shows in the trail."""

import random
from pathlib import Path
from shutil import copytree

import pytest

from clinicdesk.errors import ClinicdeskError, TrailBroken
from clinicdesk.model.records import VisitRecord
from clinicdesk.store.wal import PAGE
from tests.faults.saving import made, opened, save, visits
from tests.unit.store.stores import patient

FLIPS = 300
PATIENTS = 4000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of some hundred pages."""
    folder = made(tmp_path_factory.mktemp("large") / "clinic")
    store = opened(folder)
    with store.transaction():
        for number in range(PATIENTS):
            store.put(patient(f"q{number}", given_name=f"Given{number}", address=f"{number} Maple Street"))
    store.close()
    return folder


def is_found(folder: Path) -> bool:
    """Whether opening or checking tells of damage."""
    try:
        store = opened(folder)
    except ClinicdeskError:
        return True
    found = store.check()
    store.close()
    return bool(found)


def test_one_bit_in_any_of_300_pages_is_found(large: Path) -> None:
    path = large / "clinic.db"
    whole = path.read_bytes()
    chance = random.Random(4)
    pages = chance.sample(range(len(whole) // PAGE), FLIPS)
    assert not is_found(large)
    missed = []
    with path.open("r+b") as file:
        for page in pages:
            at = page * PAGE + chance.randrange(PAGE)
            file.seek(at)
            file.write(bytes([whole[at] ^ 1 << chance.randrange(8)]))
            file.flush()
            if not is_found(large):
                missed.append(page)
            file.seek(at)
            file.write(whole[at : at + 1])
            file.flush()
    assert missed == []
    assert path.read_bytes() == whole
    assert not is_found(large)


def test_reading_what_is_damaged_gives_words_and_never_another_record(large: Path, tmp_path: Path) -> None:
    folder = Path(copytree(large, tmp_path / "clinic"))
    data = bytearray((folder / "clinic.db").read_bytes())
    for page in range(len(data) // PAGE // 2, len(data) // PAGE):
        data[page * PAGE + 1000] ^= 1
    (folder / "clinic.db").write_bytes(data)
    store = opened(folder)
    with pytest.raises(ClinicdeskError, match=r"The database is damaged\.|The disk failed\."):
        store.find(type(patient("")))
    assert store.check() != []
    store.close()


def test_a_wal_that_was_taken_away_leaves_a_whole_database_and_shows_in_the_trail(tmp_path: Path) -> None:
    folder = made(tmp_path / "clinic")
    store = opened(folder)
    saved = {save(store) for _ in range(10)}
    killed = Path(copytree(folder, tmp_path / "killed"))
    store.close()
    assert visits(folder) == saved
    (killed / "clinic.db-wal").unlink()
    store = opened(killed)
    assert store.check() == []
    assert store.count(VisitRecord) == 1
    with pytest.raises(TrailBroken, match="but this computer has seen row 11") as broken:
        store.check_head()
    assert broken.value.row == 2
    store.close()
