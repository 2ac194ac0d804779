"""Folders in which a database would come to harm are refused, with the reason and what to do."""

import json
from pathlib import Path, PurePosixPath

import pytest

from clinicdesk.errors import StoreRefused
from clinicdesk.store import place
from clinicdesk.store.place import NETWORK, check_place, file_system

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:21 / /proc rw shared:2 - proc proc rw
30 22 0:30 / /home rw shared:3 - nfs4 server:/home rw,vers=4.2
31 30 254:1 / /home/ana/local\040disk rw - ext4 /dev/vdb rw
32 22 0:31 / /mnt/q rw - cifs //server/q rw
33 22 0:32 / /media/usb rw shared:9 master:3 - vfat /dev/sdb1 rw
34 22 0:33 / /media/usb rw - fuse.sshfs ana@server: rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/clinic", "ext4"),
        ("/home/ana/clinic", "nfs4"),
        ("/home/ana/local disk/clinic", "ext4"),
        ("/home/ana/local", "nfs4"),
        ("/homestead", "ext4"),
        ("/mnt/q", "cifs"),
        ("/mnt/quiet", "ext4"),
        ("/media/usb/clinic", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_and_last_mount(path: str, kind: str) -> None:
    assert file_system(PurePosixPath(path), MOUNTS) == kind


@pytest.mark.parametrize("mounts", ["", "\n", "nonsense", "1 2 3 4 / - ", "1 2 3 4 /mnt rw - cifs a b"])
def test_where_nothing_is_told_no_file_system_is_known(mounts: str) -> None:
    assert file_system(PurePosixPath("/var/lib"), mounts) == ""


@pytest.mark.parametrize("kind", sorted(NETWORK))
def test_a_network_drive_is_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 254:0 / / rw - ext4 /dev/vda rw\n30 22 0:30 / {tmp_path} rw - {kind} server rw\n")
    monkeypatch.setattr(place, "MOUNTS", mounts)
    with pytest.raises(StoreRefused, match=r"is on a network drive, .* Choose a folder on this computer's own disk"):
        check_place(tmp_path / "clinic", {})
    check_place(tmp_path.parent, {})


def test_an_ordinary_folder_will_do_whether_it_is_there_or_not(tmp_path: Path) -> None:
    check_place(tmp_path)
    check_place(tmp_path / "not" / "there")
    check_place(tmp_path / "Boxes of OneDrives", {"OneDrive": "", "HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Maple Street PT", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Maple)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana@example.org", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("CloudStorage", "a sync program"),
    ],
)
def test_a_sync_folder_is_known_by_its_name(tmp_path: Path, name: str, whose: str) -> None:
    with pytest.raises(StoreRefused, match=f"is in a folder of {whose}, which copies files while"):
        check_place(tmp_path / name / "clinic" / "data", {})


@pytest.mark.parametrize(
    "marker",
    [
        ".dropbox",
        ".dropbox.cache",
        ".tmp.drivedownload",
        ".849C9593-D756-4E56-8D6E-42412F2A707B",
        ".nextcloudsync.log",
        ".stfolder",
    ],
)
def test_a_sync_folder_is_known_by_what_the_program_leaves_in_it(tmp_path: Path, marker: str) -> None:
    (tmp_path / "ours" / "clinic").mkdir(parents=True)
    check_place(tmp_path / "ours" / "clinic", {})
    (tmp_path / "ours" / marker).touch()
    with pytest.raises(StoreRefused, match=r"Backups may go there\.$"):
        check_place(tmp_path / "ours" / "clinic", {})


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "ONEDRIVECOMMERCIAL"])
def test_a_sync_folder_is_known_by_what_the_system_says(tmp_path: Path, variable: str) -> None:
    told = {variable: str(tmp_path / "ours"), "HOME": ""}
    with pytest.raises(StoreRefused, match="a folder of OneDrive"):
        check_place(tmp_path / "ours" / "clinic", told)
    check_place(tmp_path / "oursons", told)


def test_a_sync_folder_is_known_by_the_programs_own_settings(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    accounts = {"personal": {"path": str(tmp_path / "a")}, "business": {"path": str(tmp_path / "b")}}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(accounts))
    told = {"HOME": str(tmp_path)}
    for name in "ab":
        with pytest.raises(StoreRefused, match="a folder of Dropbox"):
            check_place(tmp_path / name / "clinic", told)
    (tmp_path / "c").mkdir()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"personal": 1}', '{"personal": {}}', "\udcff"])
def test_settings_that_say_nothing_stop_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Dropbox" / "info.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    check_place(tmp_path / "clinic", {"APPDATA": str(tmp_path)})


def test_a_link_into_a_sync_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud" / "clinic").mkdir(parents=True)
    (tmp_path / "data").symlink_to(tmp_path / "Nextcloud" / "clinic")
    with pytest.raises(StoreRefused, match="Nextcloud"):
        check_place(tmp_path / "data", {})
