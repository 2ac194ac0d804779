"""A made-up clinic on the disk, with its keyring, as backups and changes of keys need it."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.crypto import Argon2
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.looking import key_of
from tests.unit.store.stores import answer, entry, put_parents

CHEAP = Argon2(memory_kib=8, passes=1, lanes=1)
PASSWORD = "four words nobody joins"
NOW = datetime(2026, 11, 24, 15, 4, 5, 123000, tzinfo=UTC)


@dataclass(frozen=True)
class Clinic:
    """A data folder, what its two people unlock, and its recovery key."""

    data: Path
    unlocked: Unlocked
    recovery_key: str

    def store(self) -> EmbeddedStore:
        """Its store, under whichever known key opens it."""
        keys = Keyring.read(self.data / KEYS).unlock("ana", PASSWORD)
        found = key_of(self.data / "clinic.db", keys)
        assert found
        return EmbeddedStore.open(self.data, keys.database_keys[found], keys.trail_key)

    def save(self, *numbers: str) -> None:
        """Some acts: each an answer with its row in the trail."""
        store = self.store()
        for number in numbers:
            with store.transaction():
                store.append(answer(number))
                store.log(entry())
        store.close()


def clinic(data: Path) -> Clinic:
    """A clinic where Ana and Ben may sign in, with one act in it."""
    data.mkdir()
    keyring, unlocked, recovery_key = Keyring.create("staff-1", "ana", PASSWORD, CHEAP)
    keyring.add(unlocked, "staff-2", "ben", PASSWORD).write(data / KEYS)
    store = EmbeddedStore.create(data, unlocked.database_keys[unlocked.current], unlocked.trail_key)
    put_parents(store)
    store.close()
    made = Clinic(data, unlocked, recovery_key)
    made.save("first")
    return made


def killed_after(script: str, seconds: float, *arguments: str) -> str:
    """Run a script that says "ready" when it begins its work, kill it so much later, and return what it said then."""
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        return process.stdout.read()
