"""A second, naive working of a visit, written from the contract alone: nothing here knows the program's code.

A visit file's values in, the comparable parts of a result file out. Money is in Fractions of a unit of currency until
it is rounded, half up, to the cent; rules are read from the TOML files as they stand.
"""

from tests.property.reference.book import Json, plans
from tests.property.reference.coverage import coverage
from tests.property.reference.estimate import estimate
from tests.property.reference.papers import blockers, notices
from tests.property.reference.practice import practice
from tests.property.reference.screening import screening


def work(visit: Json) -> Json:
    """The comparable parts of the result."""
    allowed = practice(visit)
    told = [coverage(visit, plan) for plan in plans(visit)]
    asked = "referral" in allowed["needs"] or any("referral" in one["needs"] for one in told)
    screened = screening(visit, referral_asked=asked)
    return {
        "practice": allowed,
        "coverage": told,
        "screening": screened,
        "estimate": estimate(visit),
        "notices": notices(visit, allowed, told),
        "blockers": blockers(visit, allowed, screened),
    }
