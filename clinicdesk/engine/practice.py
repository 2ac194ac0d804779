"""Practice: whether the state lets this practitioner needle on the day of the first session."""

from datetime import date

from clinicdesk.model.clinic import Clinic
from clinicdesk.model.dated import Reason
from clinicdesk.model.payer import Need
from clinicdesk.model.people import Practitioner, Profession
from clinicdesk.model.practice import Permission, PracticeRule, PracticeStatus, State
from clinicdesk.model.rulebook import EVERY_STATE, Rulebook

ADULT = 18
"""The age at which a person consents to health care, unless the state's file has another."""


def permitted(clinic: Clinic, day: date, rules: Rulebook, *, referred: bool) -> Permission:
    """What the state says. A profession that no row speaks of is `unknown`, never allowed; abroad is always `unknown`.

    `referred` tells whether another provider asks for the treatment.
    """
    if not clinic.in_united_states:
        return Permission(PracticeStatus.UNKNOWN, (), (), (Reason("practice.abroad"),))
    state, practitioner = rules.states[clinic.state], clinic.practitioner
    rule = _rule(state, practitioner.profession, day, rules)
    if rule is None:
        reason = Reason("practice.no_rule", {"state": state.name, "profession": practitioner.profession, "day": day})
        return Permission(PracticeStatus.UNKNOWN, (), (), (reason,))
    needs = _needs(rule)
    unmet = tuple(need for need in needs if not _met(need, rule, practitioner, referred=referred))
    return Permission(rule.status, needs, unmet, _reasons(state, rule, unmet, practitioner))


def age_of_consent(state: State | None) -> int:
    """The age in years from which a patient signs alone."""
    return state.age_of_consent.age if state and state.age_of_consent else ADULT


def _rule(state: State, profession: Profession, day: date, rules: Rulebook) -> PracticeRule | None:
    own = [rule for rule in state.practice if rule.profession is profession]
    every = rules.states.get(EVERY_STATE)
    rows = own or [rule for rule in (every.practice if every else ()) if rule.profession is profession]
    return next((rule for rule in rows if rule.holds_on(day)), None)


def _needs(rule: PracticeRule) -> tuple[Need, ...]:
    asked = {
        Need.TRAINING_HOURS: rule.training_hours is not None or bool(rule.training),
        Need.ENDORSEMENT: rule.endorsement,
        Need.WRITTEN_CONSENT: rule.written_consent,
        Need.REFERRAL: rule.referral,
    }
    return tuple(need for need, wanted in asked.items() if wanted)


def _met(need: Need, rule: PracticeRule, practitioner: Practitioner, *, referred: bool) -> bool:
    """Whether the need is met as far as the visit tells: consent is taken later, hours in words are only shown."""
    if need is Need.TRAINING_HOURS:
        return rule.training_hours is None or (practitioner.dry_needling_hours or 0) >= rule.training_hours
    if need is Need.ENDORSEMENT:
        return practitioner.endorsed
    return referred if need is Need.REFERRAL else True


def _reasons(
    state: State, rule: PracticeRule, unmet: tuple[Need, ...], practitioner: Practitioner
) -> tuple[Reason, ...]:
    told = {"state": state.name, "profession": rule.profession}
    reasons = [Reason.of_rule(f"practice.{rule.status}", rule, **told)]
    if rule.status is PracticeStatus.NOT_YET_EFFECTIVE:
        code = "practice.effective" if rule.effective else "practice.effective_open"
        reasons.append(Reason.of_rule(code, rule, **({"day": rule.effective} if rule.effective else {})))
    if Need.TRAINING_HOURS in unmet and rule.training_hours is not None:
        has = practitioner.dry_needling_hours
        code = "practice.hours_short" if has is not None else "practice.hours_not_stated"
        reasons.append(Reason.of_rule(code, rule, asked=rule.training_hours, **({} if has is None else {"has": has})))
    if rule.training:
        reasons.append(Reason.of_rule("practice.training", rule, training=rule.training))
    if rule.endorsement:
        code = "practice.endorsement_missing" if Need.ENDORSEMENT in unmet else "practice.endorsement"
        reasons.append(Reason.of_rule(code, rule, **told))
    if rule.written_consent:
        reasons.append(Reason.of_rule("practice.written_consent", rule, **told))
    if rule.referral:
        reasons.append(Reason.of_rule("practice.referral", rule, **told))
    if rule.note:
        reasons.append(Reason.of_rule("practice.note", rule, note=rule.note))
    return tuple(reasons)
