"""The clinic that bills."""

from dataclasses import dataclass

from clinicdesk.model.people import Practitioner

ABROAD = "XX"
"""The state of a clinic outside the United States."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic. `state` is a US state, DC, or `ABROAD`."""

    name: str
    state: str
    practitioner: Practitioner
    currency: str = "USD"
    address: str = ""
    phone: str = ""
    npi: str = ""
    tin: str = ""

    @property
    def in_united_states(self) -> bool:
        """Whether the United States' rules on estimates and notices apply."""
        return self.state != ABROAD
