"""The clinic's first prices: what is billed and the self-pay price of each code of the service; all may be left out."""

from collections.abc import Sequence
from datetime import date

from clinicdesk.model.records import Amount, FeeRecord
from clinicdesk.ui.form import Form
from clinicdesk.ui.widgets.basic import label, row
from clinicdesk.ui.widgets.fields import MoneyField
from clinicdesk.words import Words


class PriceForm(Form):
    """A row a code. An empty field sets no price, which is not a price of nothing."""

    def __init__(self, words: Words, codes: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.codes = [code for code, _ in codes]
        for code, text in codes:
            self.body.addWidget(label(f"{code}   {text}", "strong"))
            billed = self.keep(f"{code}.billed", MoneyField(words.say("ui.prices.billed")))
            own = self.keep(f"{code}.self_pay", MoneyField(words.say("ui.prices.self_pay")))
            self.body.addLayout(row(billed, own, spacing=16))

    def fees(self) -> list[FeeRecord]:
        """The prices that were typed."""
        values = self.values() or {}
        found = []
        for code in self.codes:
            for amount in (Amount.BILLED, Amount.SELF_PAY):
                cents = values[f"{code}.{amount.value}"]
                if cents is not None:
                    found.append(FeeRecord(id="", code=code, amount=amount, cents=cents, since=date.min))
        return found
