"""The whole chain's result for one visit."""

from dataclasses import dataclass

from clinicdesk.model.coverage import Determination
from clinicdesk.model.document import Blocker, Notice
from clinicdesk.model.estimate import Estimate
from clinicdesk.model.practice import Permission
from clinicdesk.model.screening import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Practice, coverage, screening, estimate, notices and blockers, in the order in which they are worked out."""

    practice: Permission
    coverage: tuple[Determination, ...]
    screening: Screening
    estimate: Estimate
    notices: tuple[Notice, ...]
    blockers: tuple[Blocker, ...]
