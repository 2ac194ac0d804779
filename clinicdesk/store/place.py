"""Where a clinic's data may not be kept: network file systems, and folders that a program copies to other computers."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from clinicdesk.errors import StoreRefused
from clinicdesk.words import said

MOUNTS = Path("/proc/self/mountinfo")
"""What is mounted where, on Linux."""

NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2",
        "smb3", "smbfs", "vboxsf",
    }
)  # fmt: skip
"""The file systems, by the names that Linux gives them, on which locks or syncs cannot be relied on."""

_NAMES = {
    "Dropbox": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "Nextcloud": "Nextcloud",
    "OneDrive": "OneDrive",
    "iCloudDrive": "iCloud",
    "iCloud Drive": "iCloud",
    "Mobile Documents": "iCloud",
    "CloudStorage": "a sync program",
}
"""What the folders of sync programs are called, and whose they are; a name may go on after a space or a dash."""

_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
}
"""What sync programs leave in the uppermost folder that they copy."""


def check_place(folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """StoreRefused, with the reason, where a database in this folder would come to harm. It need not exist yet.

    Network drives are known on Linux and on Windows, not on macOS; sync programs everywhere by their names and marks.
    """
    place = folder.resolve()
    if _is_on_network(place):
        raise StoreRefused(
            said(
                "{folder} is on a network drive, where what was saved can be lost or damaged. Choose a folder on "
                "this computer's own disk. Backups may go to the network.",
                folder=folder,
            )
        )
    whose = synced_by(place, environment)
    if whose:
        raise StoreRefused(
            said(
                "{folder} is in a folder of {whose}, which copies files while they are being written and so damages "
                "them. Choose a folder on this computer's own disk that no sync program copies. Backups may go there.",
                folder=folder,
                whose=whose,
            )
        )


def file_system(place: PurePath, mounts: str) -> str:
    """The file system that an absolute path is on, by the text of `mountinfo`; empty where that does not tell."""
    kind, deepest = "", -1
    for line in mounts.splitlines():
        own, _, told = line.partition(" - ")
        words = own.split()
        point = PurePath(_unescaped(words[4])) if len(words) > 4 else None  # noqa: PLR2004 - the fifth word
        if point and told and place.is_relative_to(point) and len(point.parts) >= deepest:
            kind, deepest = told.split()[0], len(point.parts)
    return kind


def synced_by(place: Path, environment: Mapping[str, str]) -> str:
    """The sync program that copies an absolute path, as far as one can tell; empty for none."""
    for folder, whose in _told(environment):
        if place.is_relative_to(folder):
            return whose
    for folder in (place, *place.parents):
        for name, whose in _NAMES.items():
            if re.fullmatch(f"{name}(?:[ -].*)?", folder.name):
                return whose
        for marker, whose in _MARKERS.items():
            if (folder / marker).exists():
                return whose
    return ""


def _is_on_network(place: Path) -> bool:
    if sys.platform == "win32":  # a drive letter of a network folder has become that folder's own name
        return place.drive.startswith("\\\\")
    try:
        mounts = MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return file_system(place, mounts) in NETWORK


def _told(environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """The folders that sync programs themselves say are theirs."""
    for name, value in environment.items():
        if re.fullmatch("OneDrive(?:Commercial|Consumer)?", name, re.IGNORECASE) and value:
            yield Path(value).resolve(), "OneDrive"
    settings = [(environment.get("HOME"), ".dropbox"), *((environment.get(x), "Dropbox") for x in _APP_DATA)]
    for home, folder in settings:
        if home:
            yield from ((Path(one).resolve(), "Dropbox") for one in _dropbox(Path(home) / folder / "info.json"))


_APP_DATA = ("APPDATA", "LOCALAPPDATA")


def _dropbox(info: Path) -> Iterator[str]:
    try:
        accounts = json.loads(info.read_bytes())
        yield from [account["path"] for account in accounts.values()]
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return


def _unescaped(written: str) -> str:
    """A mount point as it is: a space, for one, is written as a backslash and three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), written)
