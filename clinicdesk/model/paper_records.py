"""What the clinic keeps of papers: sheets, issues, signatures, who was handed what, files."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.model.ink import Ink
from clinicdesk.model.people import Signer
from clinicdesk.model.record import Made, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecord(Record):
    """The bytes of an issued sheet, which may have several papers on it."""

    pdf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Made):
    """A paper that was issued, and the visit file that made it.

    `sheet` is the id of the `SheetRecord` that it is on, `sha256` that of the sheet's bytes in hexadecimal digits;
    `made_with` names what drew them, empty where nobody noted it. `unsigned` is the id of the paper as it was issued,
    where this is its form with signatures from the screen; `replaces` that of the signed one whose place this one
    takes, or of the estimate that was given before this one.
    `form` is the id of the file that it was filled into, where this is an official form.
    """

    patient: str
    visit: str
    kind: str
    label: str
    language: str
    rulebook: str
    sheet: str
    sha256: str
    inputs: str
    due: date | None = None
    signers: tuple[Signer, ...] = ()
    blocked: bool = False
    made_with: str = ""
    unsigned: str = ""
    replaces: str = ""
    form: str = ""

    @property
    def issued(self) -> str:
        """The id of the paper as it was issued: signatures are kept under it."""
        return self.unsigned or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class OnScreen:
    """How a signature on the screen came about.

    `agreed` are the words that the person agreed to, `at` is the local time with its distance from UTC, `account` who
    was signed in, `device` what the clinic calls the computer. `seen` is the identification or the papers that were
    shown, `number` an interpreter's id or a clinician's license; `choice` counts the paper's choices from 1, 0 = none,
    and `chosen` has its words; `translation` says who had reviewed the words, where they are a translation.
    """

    ink: Ink
    agreed: str
    at: str
    account: str
    device: str
    relationship: str = ""
    seen: str = ""
    number: str = ""
    choice: int = 0
    chosen: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRecord(Made):
    """A signature on a paper, which `document` names as it was issued.

    By hand and filed: `scan` may be a file's id. On the screen: `screen` tells how, and `signed` is the id of the paper
    with this signature and those before it drawn in. `choice` is what was ticked by hand, where the paper has choices:
    counted from 1, 0 = none.
    """

    patient: str
    document: str
    signer: Signer
    name: str
    signed_on: date
    scan: str = ""
    screen: OnScreen | None = None
    signed: str = ""
    choice: int = 0

    @property
    def ticked(self) -> int:
        """What was chosen, by hand or on the screen."""
        return self.screen.choice if self.screen else self.choice


class HandedOver(StrEnum):
    """How a paper was handed over."""

    IN_PERSON = "in_person"
    MAIL = "mail"
    EMAIL = "email"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRecord(Made):
    """That a paper was handed over: on which day, how, and by whom (a name, which need not be that of `by`).

    `instead_of` is the id of the paper of its kind that was handed over before it in the course, else empty; `changed`
    tells in words what is other than on that one.
    """

    patient: str
    document: str
    given_on: date
    how: HandedOver
    given_by: str
    instead_of: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord(Made):
    """A file that was imported or scanned, as it came."""

    patient: str
    name: str
    purpose: str
    content: bytes
    sha256: str
