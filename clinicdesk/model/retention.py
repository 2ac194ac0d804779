"""How long a paper is kept."""

from dataclasses import dataclass

from clinicdesk.model.dated import Dated
from clinicdesk.model.document import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRule(Dated):
    """So many whole years, counted from the day of issue, or from the end of the course where `from_completion`."""

    kind: NoticeKind
    years: int
    from_completion: bool = False
    note: str = ""
