"""The estimate: steps 1 to 9."""

from fractions import Fraction

from tests.property.reference.book import COVERED, Json, plans, sessions, text
from tests.property.reference.coverage import (
    has_lapsed,
    is_named,
    limits,
    other_status,
    status,
    unmet_on,
)
from tests.property.reference.plan import Plan, own_part

AMOUNTS = [
    "billed", "allowed", "write_off", "deductible", "copay", "coinsurance", "out_of_pocket_reduction",
    "not_covered", "balance_bill", "plan", "secondary_plan", "patient",
]  # fmt: skip


def blank(visit: Json, code: str, units: int) -> dict[str, Fraction]:
    """A line that nobody pays but the patient, at the self-pay price."""
    price = visit["fees"][code]
    line = dict.fromkeys(AMOUNTS, Fraction(0))
    line["billed"] = Fraction(price["billed"]) * units
    line["not_covered"] = line["patient"] = Fraction(price.get("self_pay", price["billed"])) * units
    line["write_off"] = line["billed"] - line["patient"]
    return line


def contracted(visit: Json, plan: Json, code: str, units: int) -> Fraction | None:
    """The amount that clinic and payer have agreed on."""
    amounts = visit["fees"][code].get("allowed", {})
    return Fraction(amounts[plan["payer"]]) * units if plan["payer"] in amounts else None


def second_pays(mode: str, base: Fraction, line: dict[str, Fraction], plan: Plan) -> Fraction:
    """Step 8."""
    share = own_part(line)
    if mode == "maintenance_of_benefits":
        base = max(Fraction(0), base - line["plan"])
        return min(base - own_part(plan.share(base)), share)
    alone = base - own_part(plan.share(base))
    if mode == "non_duplication":
        return min(max(Fraction(0), alone - line["plan"]), share)
    return min(alone, share)


def work_lines(
    visit: Json, count: int, assumed: list[str], *, unknown_covered: bool = False, unmet_out: bool = False
) -> list[Json]:
    """Every line of so many sessions."""
    course = Course(visit, count, assumed, unknown_covered=unknown_covered, unmet_out=unmet_out)
    return [line for number in range(count) for line in course.session(number)]


class Course:
    """One course with its plans, supposing that what is unknown is covered, or that what is unmet is not."""

    def __init__(self, visit: Json, count: int, assumed: list[str], *, unknown_covered: bool, unmet_out: bool) -> None:
        service = visit["service"]
        self.visit, self.days = visit, sessions(visit, count)
        self.billed = [(service["code"], 1), *[(one["code"], one.get("units", 1)) for one in service.get("also", [])]]
        self.told = plans(visit) if service.get("use_insurance", True) else []
        self.plans = [Plan(plan.get("benefits", {}), assumed) for plan in self.told]
        self.limits = [limits(visit, plan, self.days) for plan in self.told]
        self.used, self.needled = 0, False
        self.left: list[bool] = []
        self.counted: list[bool] = []
        self.unknown_covered, self.unmet_out = unknown_covered, unmet_out

    def session(self, number: int) -> list[Json]:
        """One session's lines."""
        for plan in self.plans:
            plan.begin(self.days[number])
        self.left = [plan.visit_left() for plan in self.plans]
        self.counted, self.needled = [False] * len(self.plans), False
        lines = [self.line(number, code, units) for code, units in self.billed]
        self.used += self.needled
        for plan, counted in zip(self.plans, self.counted, strict=True):
            if counted:
                plan.use_visit()
        return lines

    def line(self, number: int, code: str, units: int) -> Json:
        """One line."""
        line = blank(self.visit, code, units)
        needling = code == self.visit["service"]["code"]
        covered = bool(self.told) and self.covers(0, code, number)
        if covered:
            self.assume(0, code, number)
            self.needled = self.needled or (needling and self.counted[0])
            line |= self.paid(code, units, line["billed"])
            line |= self.second(number, code, units, line)
            line["patient"] = own_part(line) + line["balance_bill"] - line["secondary_plan"]
        told = {"session": number + 1, "date": self.days[number].isoformat(), "code": code, "units": units}
        return told | {"covered": covered, "needling": needling} | line

    def paid(self, code: str, units: int, billed: Fraction) -> dict[str, Fraction]:
        """Steps 3 to 7."""
        agreed = contracted(self.visit, self.told[0], code, units)
        if agreed is None:
            self.plans[0].assume("allowed_not_known")
        allowed = billed if agreed is None else min(billed, agreed)
        over = "write_off" if self.told[0]["network"] == "in" else "balance_bill"
        parts = {"allowed": allowed, "not_covered": Fraction(0), "write_off": Fraction(0), over: billed - allowed}
        parts |= self.plans[0].share(allowed)
        return parts | {"plan": allowed - own_part(parts)}

    def second(self, number: int, code: str, units: int, line: dict[str, Fraction]) -> dict[str, Fraction]:
        """Step 8, where there is a second plan."""
        if len(self.told) < 2:
            return {}
        before = self.counted[1]
        if not self.covers(1, code, number):
            return {}
        mode = self.told[1].get("coordination")
        if mode is None:
            self.plans[1].assume("coordination_not_known")
            self.counted[1] = before
            return {}
        self.assume(1, code, number)
        own = contracted(self.visit, self.told[1], code, units)
        base = line["allowed"] if own is None else min(line["billed"], own)
        return {"secondary_plan": second_pays(mode, base, line, self.plans[1])}

    def covers(self, which: int, code: str, number: int) -> bool:
        """Whether a plan covers a line; what only is supposed to be covered uses no visit."""
        plan, on, needling = self.told[which], self.days[number], code == self.visit["service"]["code"]
        if has_lapsed(self.visit, plan):
            self.plans[which].assume("phone_check_lapsed")
        now = (status if needling else other_status)(self.visit, plan, code, on)
        lacking = needling and bool(unmet_on(self.visit, plan, on))
        counts = now in COVERED and self.left[which] and self.within(which, number, needling=needling)
        counts = counts and not (lacking and self.unmet_out)
        if not counts and not (now == "unknown" and self.unknown_covered and which == 0):
            return False
        self.counted[which] = self.counted[which] or counts
        return True

    def assume(self, which: int, code: str, number: int) -> None:
        """What has to be assumed of a line that a plan covers."""
        plan, on = self.told[which], self.days[number]
        if code == self.visit["service"]["code"]:
            if unmet_on(self.visit, plan, on):
                self.plans[which].assume("needs_assumed_met")
        elif not is_named(self.visit, plan, code) and other_status(self.visit, plan, code, on) in COVERED:
            self.plans[which].assume("other_service_assumed_covered")

    def within(self, which: int, number: int, *, needling: bool) -> bool:
        """Whether the first two limits leave a visit: they hold for the primary's needling."""
        first, second = self.limits[which]
        return which == 1 or not needling or self.used < min(first, second[number])


def patient_total(lines: list[Json]) -> Fraction:
    """What the patient pays."""
    return sum((line["patient"] for line in lines), Fraction(0))


def estimate(visit: Json) -> Json:
    """The whole estimate."""
    service = visit["service"]
    count, told = service["sessions"], plans(visit) if service.get("use_insurance", True) else []
    days = sessions(visit, count)
    assumed: list[str] = []
    lines = work_lines(visit, count, assumed)
    needs_open = "needs_assumed_met" in assumed
    statuses = [status(visit, told[0], service["code"], on) for on in days] if told else []
    needling = [line for line in lines if line["needling"]]
    if not told:
        basis = "self_pay"
    elif any(line["covered"] for line in needling):
        basis = "insured"
    else:
        basis = "unknown" if "unknown" in statuses else "not_covered"
    reach = service.get("sessions_range")
    found: Json = {"currency": visit["clinic"].get("currency", "USD"), "basis": basis, "range": None}
    if reach:
        totals = [text(patient_total(work_lines(visit, number, assumed))) for number in reach]
        found["range"] = {"sessions": reach, "patient": totals}
    found["if_covered"] = found["if_not_obtained"] = None
    if "unknown" in statuses:
        found["if_covered"] = text(patient_total(work_lines(visit, count, assumed, unknown_covered=True)))
    if needs_open:
        found["if_not_obtained"] = text(patient_total(work_lines(visit, count, assumed, unmet_out=True)))
    found["total"] = {name: text(sum((line[name] for line in lines), Fraction(0))) for name in AMOUNTS}
    found["lines"] = [
        {key: text(value) if key in AMOUNTS else value for key, value in line.items() if key != "needling"}
        for line in lines
    ]
    return found | {"assumed": assumed}
