"""strace, which some of these tests need: it is installed where that can be done, or named."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

INSTALL = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "strace"]


@pytest.fixture(scope="session")
def strace() -> str:
    """Where strace is. Root on a system with apt gets it installed; anybody else is told what to type."""
    with (Path(tempfile.gettempdir()) / "clinicdesk-tests-strace.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which("strace") and os.geteuid() == 0 and shutil.which("apt-get"):
            subprocess.run(INSTALL, capture_output=True, check=False)
    found = shutil.which("strace")
    if not found:
        pytest.skip("not run, since strace is missing; to install it: sudo apt-get install -y strace")
    if subprocess.run([found, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("not run, since this system lets no program be traced (ptrace)")
    return found
