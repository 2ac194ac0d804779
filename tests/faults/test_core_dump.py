"""A crash leaves no core dump, in which the keys and the patients in memory would stand."""

import subprocess
import sys
from pathlib import Path
from signal import SIGABRT, SIGSEGV, Signals

import pytest

from tests.unit.store.clinics import clinic

if sys.platform == "win32":
    pytest.skip("Windows writes no core dumps unless it is told to", allow_module_level=True)

ROOT = Path(__file__).parents[2]
AS_LARGE_AS_MAY_BE = 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"'
MARKER = b"in memory: 481516"
CRASH = """
import ctypes, os, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from clinicdesk.store.keys import Keyring
from tests.unit.store.clinics import PASSWORD, Clinic

data, what, signal = Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
held = [b"in memory: ", b"481516"]
held = held[0] + held[1]
if what != "nothing":
    unlocked = Keyring.read(data / "keys.json").unlock("ana", PASSWORD)
if what == "store":
    store = Clinic(data, unlocked, "").store()
dumpable = ctypes.CDLL(None).prctl(3) if sys.platform == "linux" else 0
print(resource.getrlimit(resource.RLIMIT_CORE)[0], dumpable, flush=True)
os.kill(os.getpid(), signal)
"""


def crashed(folder: Path, what: str, by: Signals) -> tuple[str, list[Path]]:
    """Crash a program that may write as large a core dump as it likes: what it said of that, and the files it left."""
    clinic(folder / "clinic")
    here = folder / "here"
    here.mkdir()
    program = [sys.executable, "-c", CRASH, str(ROOT), str(folder / "clinic"), what, str(by.value)]
    done = subprocess.run(["sh", "-c", AS_LARGE_AS_MAY_BE, "sh", *program], cwd=here, capture_output=True, check=False)
    assert done.returncode == -by, done.stderr.decode()
    return done.stdout.decode().strip(), list(here.iterdir())


@pytest.mark.parametrize("by", [SIGABRT, SIGSEGV])
@pytest.mark.parametrize("what", ["keys", "store"])
def test_with_keys_in_memory_a_crash_leaves_no_core_dump(what: str, by: Signals, tmp_path: Path) -> None:
    assert crashed(tmp_path, what, by) == ("0 0", [])


def test_the_same_crash_without_keys_leaves_one(tmp_path: Path) -> None:
    """So the crash above would leave one too, were it not forbidden; here memory does stand in it."""
    said, left = crashed(tmp_path, "nothing", SIGSEGV)
    if not left:
        pytest.skip(f"this system keeps core dumps elsewhere or nowhere: {said}")
    assert [MARKER in one.read_bytes() for one in left] == [True]
