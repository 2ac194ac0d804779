"""The whole chain in one function: a visit and the rule book in, everything that follows out."""

from clinicdesk.engine.blockers import blocking
from clinicdesk.engine.coverage import determine
from clinicdesk.engine.estimate import estimate
from clinicdesk.engine.notices import due, signer_of
from clinicdesk.engine.practice import age_of_consent, permitted
from clinicdesk.engine.screening import screen
from clinicdesk.model.coverage import Determination, Inquiry
from clinicdesk.model.payer import Need
from clinicdesk.model.questionnaire import REFERRAL_ITEM
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit


def work(visit: Visit, rules: Rulebook) -> Result:
    """Practice, coverage, screening, estimate, notices, blockers, in this order."""
    referred = visit.answers.get(REFERRAL_ITEM) == "yes" or any(one.referral for one in visit.coverage)
    practice = permitted(visit.clinic, visit.service.first_session, rules, referred=referred)
    service = visit.service
    determinations = determined(visit, service.sessions, rules)
    reaching = (
        determinations if service.most_sessions == service.sessions else determined(visit, service.most_sessions, rules)
    )
    asked = Need.REFERRAL in practice.needs or any(Need.REFERRAL in one.needs for one in determinations)
    adult = age_of_consent(rules.states.get(visit.clinic.state))
    screening = screen(
        rules.questionnaire,
        visit.answers,
        day=visit.day,
        birth_date=visit.patient.birth_date,
        kind=visit.screening,
        age_of_consent=adult,
        referral_asked=asked,
    )
    costs = estimate(visit, reaching)
    signer = signer_of(screening.age, adult, visit)
    return Result(
        practice=practice,
        coverage=determinations,
        screening=screening,
        estimate=costs,
        notices=due(visit, practice, determinations, costs, signer, rules),
        blockers=blocking(visit, practice, screening, signer),
    )


def determined(visit: Visit, sessions: int, rules: Rulebook) -> tuple[Determination, ...]:
    """The determination of each coverage over so many sessions."""
    service = visit.service
    inquiry = Inquiry(
        day=visit.day,
        dates=service.dates(sessions),
        code=service.code,
        others=tuple(dict.fromkeys(one.code for one in service.also)),
        state=visit.clinic.state,
        profession=visit.clinic.practitioner.profession,
        diagnoses=service.diagnoses,
        indication=service.indication,
    )
    return tuple(determine(coverage, inquiry, rules) for coverage in visit.coverage)
