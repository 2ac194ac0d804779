"""What stands on a paper, for whoever does not see it: a tree of roles in the order in which it is read."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a part of a paper is, by the names that PDF has for it (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    ROW = "TR"
    COLUMN_HEADER = "TH Column"
    ROW_HEADER = "TH Row"
    CELL = "TD"
    FIGURE = "Figure"


@dataclass(slots=True, eq=False)
class Tag:
    """One part: others in it, or marks that name it as theirs. `told` says in words what a figure shows.

    `pieces` and `box` are the pen's: on which page, from 0, and under which number there the marks stand; and what of
    its page a figure takes, in points from the lower left corner.
    """

    role: Role
    told: str = ""
    parts: list["Tag"] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def under(self, role: Role, told: str = "") -> "Tag":
        """A new part, read after those that are there already."""
        part = Tag(role, told)
        self.parts.append(part)
        return part
