"""One plan's cost share: steps 4 to 7, and 10."""

from datetime import date
from fractions import Fraction

from tests.property.reference.book import Json, cents, day


class Plan:
    """One plan while the course goes on."""

    def __init__(self, told: Json, assumed: list[str]) -> None:
        self.told, self.assumed = told, assumed
        self.take_over(told.get("accumulators", {}), {})
        self.turned = False
        self.copay_used = Fraction(0)

    def take_over(self, left: Json, before: Json) -> None:
        """A year's accumulators."""
        self.left = {key: None if value is None else Fraction(value) for key, value in left.items()}
        if self.left.get("visits_remaining") is None:
            self.left["visits_remaining"] = before.get("visits_remaining")

    def begin(self, on: date) -> None:
        """A new session."""
        self.copay_used = Fraction(0)
        ends = day(self.told.get("plan_year_ends"))
        if ends and on > ends and not self.turned:
            self.turned = True
            self.take_over(self.told.get("next_year", {}), self.left)

    def visit_left(self) -> bool:
        """Whether the third limit leaves a visit."""
        visits = self.left.get("visits_remaining")
        return visits is None or visits > 0

    def use_visit(self) -> None:
        """One visit less."""
        visits = self.left.get("visits_remaining")
        if visits is not None:
            self.left["visits_remaining"] = visits - 1

    def least(self, *keys: str) -> Fraction | None:
        """The least of what is stated."""
        stated = [value for value in (self.left.get(key) for key in keys) if value is not None]
        return min(stated, default=None)

    def assume(self, code: str) -> None:
        """Note what is not known."""
        if code not in self.assumed:
            self.assumed.append(code)

    def share(self, base: Fraction) -> dict[str, Fraction]:
        """Steps 4 to 7."""
        deductible = Fraction(0)
        if self.told.get("deductible_applies", True) and base:
            left = self.least("deductible_remaining", "family_deductible_remaining")
            if left is None:
                self.assume("deductible_not_stated")
            deductible = base if left is None else min(base, left)
        rest = base - deductible
        copay = coinsurance = Fraction(0)
        if self.told.get("copay") is not None:
            copay = min(rest, Fraction(self.told["copay"]) - self.copay_used)
            self.copay_used += copay
        elif self.told.get("coinsurance") is not None:
            coinsurance = cents(rest * Fraction(self.told["coinsurance"]))
        elif rest:
            self.assume("cost_share_not_stated")
            coinsurance = rest
        most = self.least("out_of_pocket_remaining", "family_out_of_pocket_remaining")
        taken = deductible + copay + coinsurance
        if most is None and taken:
            self.assume("out_of_pocket_not_stated")
        too_much = Fraction(0) if most is None else max(Fraction(0), taken - most)
        parts = {"coinsurance": coinsurance, "copay": copay, "deductible": deductible}
        over = too_much
        for name, part in parts.items():
            parts[name] = part - min(part, over)
            over -= min(part, over)
        self.reduce(parts["deductible"], "deductible_remaining", "family_deductible_remaining")
        self.reduce(sum(parts.values(), Fraction(0)), "out_of_pocket_remaining", "family_out_of_pocket_remaining")
        return parts | {"out_of_pocket_reduction": too_much}

    def reduce(self, amount: Fraction, *keys: str) -> None:
        """Take off what was taken."""
        for key in keys:
            left = self.left.get(key)
            if left is not None:
                self.left[key] = left - amount


def own_part(parts: dict[str, Fraction]) -> Fraction:
    """Deductible, copay and coinsurance."""
    return parts["deductible"] + parts["copay"] + parts["coinsurance"]
