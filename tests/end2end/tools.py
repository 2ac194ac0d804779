"""What these tests need of the system, and how to get what is lacking."""

import subprocess
import sys
from pathlib import Path
from shutil import which

TOOLS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "matchbox-window-manager": "matchbox-window-manager",
    "setxkbmap": "x11-xkb-utils",
    "xdotool": "xdotool",
    "xkbcomp": "x11-xkb-utils",
}
"""Each command with Debian's package of it."""

FILES = {Path("/usr/share/dbus-1/services/org.a11y.Bus.service"): "at-spi2-core"}
"""The same for what is no command."""


def lacking() -> str:
    """Empty where everything is there, else why nothing can be shown, with a line to paste."""
    if sys.platform != "linux":
        return "a display of its own is started on Linux only"
    packages = list(dict.fromkeys(package for command, package in TOOLS.items() if which(command) is None))
    packages += [package for path, package in FILES.items() if not path.exists()]
    return f"sudo apt-get install -y {' '.join(packages)}" if packages else ""


def traced(log: Path) -> tuple[str, ...]:
    """What stands before a command to keep a log of the sockets and files that it opens; empty where that cannot be.

    The command keeps the number of its process.
    """
    strace = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", f"{log}", "-e", "trace=socket,openat,creat")
    if which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode:
        return ()
    return strace
