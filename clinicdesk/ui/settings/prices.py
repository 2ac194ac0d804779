"""The clinic's prices: by code, kind and payer, each from a day until another; the national amounts for reference."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.settings import Settings, set_fee
from clinicdesk.model.records import Amount, FeeRecord
from clinicdesk.ui.form import Form
from clinicdesk.ui.front import Front
from clinicdesk.ui.settings.over import Over
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.widgets.basic import add, button, card, empty, label, row
from clinicdesk.ui.widgets.fields import ChoiceField, DayField, MoneyField
from clinicdesk.ui.widgets.painted import Cell, Chip
from clinicdesk.ui.widgets.rows import RowsModel, RowsView
from clinicdesk.words import money

_TALL = 360


class PricesModel(RowsModel):
    """A row a price."""

    def __init__(self, parent: "Prices") -> None:
        super().__init__(parent)
        self.prices = parent
        columns = ("code", "kind", "amount", "days")
        self.titles = tuple(parent.say(f"price.column.{one}") for one in columns)

    def make(self, row: int) -> tuple[Cell, ...]:
        return self.prices.cells(self.prices.fees[self.keys[row]])


class Prices(Section):
    """A table; a price is never overwritten by another one: the old one ends the day before."""

    def __init__(self, front: Front, name: str, reload: Callable[[], object]) -> None:
        super().__init__(front, name, reload)
        self.fees: dict[str, FeeRecord] = {}
        self._wanted = ""
        self.currency = "USD"
        home = QWidget()
        self.over = Over(front.words, home)
        layout = QVBoxLayout(home)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.table = RowsView(PricesModel(self), self.say("settings.section.prices"))
        self.table.set_widths(220, -1, 120, 200)
        self.table.setMinimumHeight(_TALL)
        self.table.activated.connect(lambda _index: self._change())
        add(layout, label(self.say("price.intro"), "muted"), self.table)
        if self.may:
            add(
                layout,
                row(
                    button(self.say("price.end"), self._end, "flat"),
                    button(self.say("price.change"), self._change, "flat", "edit"),
                    1,
                    button(self.say("price.add"), self._new, "primary", "add"),
                ),
            )
        self._reference = QVBoxLayout()
        layout.addLayout(self._reference)
        self.body.addWidget(self.over, 1)

    def fill(self, settings: Settings) -> None:
        self.currency = settings.clinic.currency
        ordered = sorted(settings.fees, key=lambda one: (one.code, one.amount.value, one.payer, -one.since.toordinal()))
        self.fees = {one.id: one for one in ordered}
        self.table.show_keys(list(self.fees))
        if self._wanted in self.fees:
            self.table.choose(list(self.fees).index(self._wanted))
        self._wanted = ""
        empty(self._reference)
        told = [
            self.say("price.reference_one", code=one.code, schedule=one.schedule, amount=money(one.amount, "USD"))
            for one in self.front.rules.reference_fees
        ]
        box = card(label(self.say("price.reference"), "strong"), *(label(one, "muted") for one in told), spacing=4)
        self._reference.addWidget(box)

    def cells(self, one: FeeRecord) -> tuple[Cell, ...]:
        """What the table shows of a price."""
        codes, payers = self.front.rules.codes, self.front.rules.payers
        payer = payers[one.payer].name if one.payer in payers else one.payer
        today = self.front.now().astimezone().date()
        over = one.until is not None and one.until < today
        until = self.say("price.until", day=one.until) if one.until else self.say("price.open")
        return (
            Cell(one.code, codes[one.code].text if one.code in codes else "", strong=True),
            Cell(
                self.front.words.word(one.amount), payer, chips=(Chip("open", self.say("price.over")),) if over else ()
            ),
            Cell(money(one.cents, self.currency), right=True, strong=True),
            Cell(self.say("price.since", day=one.since), until),
        )

    def _chosen(self) -> FeeRecord | None:
        return self.fees.get(self.table.chosen)

    def _new(self) -> None:
        self._edit(None)

    def _change(self) -> None:
        if self.may and (one := self._chosen()) is not None:
            self._edit(one)

    def _end(self) -> None:
        one = self._chosen()
        if one is None:
            return
        yesterday = self.front.now().astimezone().date() - timedelta(days=1)
        if one.since > yesterday:
            self.front.told.emit("review", self.say("price.began_today"))
            return
        ended = replace(one, until=yesterday)
        self.save(lambda desk: set_fee(desk, ended), self.say("price.ended"))

    def _edit(self, one: FeeRecord | None) -> None:
        form = self._form(one)

        def save() -> None:
            values = form.values()
            if values is None:
                return
            if values["cents"] is None or values["since"] is None:
                name = "cents" if values["cents"] is None else "since"
                form.fields[name].tell_wrong(self.say("price.needed"))
                return
            kept = one or FeeRecord(id="", code="", amount=Amount.BILLED, cents=0, since=values["since"])
            payer = values["payer"] if values["amount"] == Amount.ALLOWED else ""
            fee = replace(kept, **{**values, "amount": Amount(values["amount"]), "payer": payer})
            self.save(lambda desk: set_fee(desk, fee), self.say("settings.saved"), form.refused, self._saved)

        self.over.put(self.say("price.change" if one else "price.add"), save, form)

    def _saved(self, fee: FeeRecord) -> None:
        self._wanted = fee.id
        self.over.back()

    def _form(self, one: FeeRecord | None) -> Form:
        rules, words = self.front.rules, self.front.words
        form = Form()
        codes = [(code, f"{code}   {told.text}") for code, told in rules.codes.items()]
        form.add("code", ChoiceField(self.say("price.field.code"), codes))
        form.add(
            "amount", ChoiceField(self.say("price.field.kind"), [(kind.value, words.word(kind)) for kind in Amount])
        )
        payers = sorted(
            ((payer.id, payer.name) for payer in rules.payers.values()), key=lambda told: told[1].casefold()
        )
        form.add("payer", ChoiceField(self.say("price.field.payer"), payers))
        form.add("cents", MoneyField(self.say("price.field.amount")))
        form.add("since", DayField(self.say("price.field.since")))
        form.add("until", DayField(self.say("price.field.until"), help_text=self.say("price.until_help")))

        def contracted() -> None:
            form.fields["payer"].setVisible(form.fields["amount"].value() == Amount.ALLOWED)

        form.fields["amount"].changed.connect(contracted)
        if one is not None:
            form.fill({name: getattr(one, name) for name in ("code", "amount", "payer", "cents", "since", "until")})
        else:
            form.fill({"since": self.front.now().astimezone().date()})
        contracted()
        return form
