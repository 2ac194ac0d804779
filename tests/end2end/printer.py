"""A print system of a test's own: CUPS with one printer, whose paper is a folder."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, which

NAME = "Front_desk"
"""What its one printer is called."""

DAEMON = "cupsd"
PACKAGE = "cups-daemon"
PATIENCE = 30.0

_SCHEDULER = """
Listen {folder}/cups.sock
LogLevel warn
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory No
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_FILES = """
ServerRoot {folder}/root
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
ErrorLog {folder}/log/errors
AccessLog {folder}/log/access
PageLog {folder}/log/pages
Sandboxing relaxed
"""

_PRINTERS = """
<DefaultPrinter {name}>
Info A printer whose paper is a folder
DeviceURI tray:{folder}/tray
State Idle
Accepting Yes
Shared No
</DefaultPrinter>
"""

_DESCRIPTION = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TRAY.PPD"
*Manufacturer: "Made up"
*Product: "(Tray)"
*ModelName: "Tray"
*ShortNickName: "Tray"
*NickName: "Tray, a printer whose paper is a folder"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*LandscapeOrientation: Plus90
*TTRasterizer: Type42
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Paper size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: Letter
*PageSize Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Paper size: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: Letter
*PageRegion Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/US Letter: "9 9 603 783"
*ImageableArea A4/A4: "9 9 586 833"
*DefaultPaperDimension: Letter
*PaperDimension Letter/US Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*DefaultFont: Courier
"""

_BACKEND = """#!/bin/sh
# What CUPS calls to print: job, user, title, copies, options, and the file.
[ $# -eq 0 ] && exit 0
tray=${DEVICE_URI#tray:}
printf '%s\\n' "$3" "$4" "$5" >"$tray/$1.txt"
cat "${6:--}" >"$tray/$1.part"
mv "$tray/$1.part" "$tray/$1.pdf"
"""


@dataclass(frozen=True)
class Sheets:
    """What came out of the printer for one job."""

    title: str
    copies: int
    options: str
    pdf: bytes


@dataclass(frozen=True)
class Printer:
    """A printer that works. `server` is what a program is told of it in its environment, as CUPS_SERVER."""

    folder: Path

    @property
    def server(self) -> str:
        """Where its print system listens."""
        return f"{self.folder}/cups.sock"

    def sheets(self, job: int, seconds: float = PATIENCE) -> Sheets:
        """What the job of this number left in the tray, once it is there."""
        pdf = self.folder / "tray" / f"{job}.pdf"
        _wait(pdf.exists, f"job {job}", seconds)
        title, copies, options, *_ = pdf.with_suffix(".txt").read_text().splitlines()
        return Sheets(title, int(copies), options, pdf.read_bytes())

    @property
    def jobs(self) -> int:
        """How many jobs have left something in the tray."""
        return len([*(self.folder / "tray").glob("*.pdf")])

    def kept(self) -> list[Path]:
        """What the print system itself still has of the jobs' contents."""
        return [*(self.folder / "spool").glob("d*"), *(self.folder / "spool" / "tmp").iterdir()]


def lacking() -> str:
    """Empty where a print system can be started, else the line that brings it."""
    return "" if _daemon() else f"sudo apt-get install -y {PACKAGE}"


@contextmanager
def printing(folder: Path) -> Iterator[Printer]:
    """Start the print system in a folder with a short path, and end it.

    The daemon runs as a copy of its own: what a system allows the one at its usual place is that one's affair.
    """
    for name in ("root/ppd", "bin/backend", "bin/filter", "bin/notifier", "spool/tmp", "cache", "state", "log", "tray"):
        (folder / name).mkdir(parents=True)
    (folder / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    for name, text in (("cupsd.conf", _SCHEDULER), ("files.conf", _FILES), ("root/printers.conf", _PRINTERS)):
        (folder / name).write_text(text.format(folder=folder, name=NAME))
    (folder / "root" / "ppd" / f"{NAME}.ppd").write_text(_DESCRIPTION)
    backend = folder / "bin" / "backend" / "tray"
    backend.write_text(_BACKEND)
    backend.chmod(0o700)
    own = copy(_daemon() or DAEMON, folder / DAEMON)
    command = [own, "-f", "-c", folder / "cupsd.conf", "-s", folder / "files.conf"]
    with (folder / "log" / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as daemon:
        try:
            printer = Printer(folder)
            _wait(Path(printer.server).exists, "the print system", PATIENCE)
            yield printer
        finally:
            daemon.terminate()
            daemon.wait(PATIENCE)


def _daemon() -> str | None:
    return which(DAEMON, path="/usr/sbin:/usr/bin:/sbin:/bin")


def _wait(until: Callable[[], bool], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"{what} did not come within {seconds} s"
        time.sleep(0.05)
