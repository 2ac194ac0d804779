"""What somebody does who signs: reads what it says, agrees, chooses where there is a choice, types the name, signs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from clinicdesk.desk.signing_who import Made
from clinicdesk.desk.signing_words import SigningWords
from clinicdesk.ui.form import Form
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.papers.sign_fields import AgreeField, ChoicesField
from clinicdesk.ui.papers.sign_pad import PadField
from clinicdesk.ui.widgets.basic import label, row
from clinicdesk.ui.widgets.fields import TextField
from clinicdesk.words import Words

_LOWEST = 120


class MarkForm(Form):
    """`made` is what was done, `name` what was typed. The refusals of the desk land at the fields.

    `typed` says that the name is typed here; a clinician's is that of the list of staff. `beside` puts what is read
    beside what is done.
    """

    def __init__(
        self, words: Words, told: SigningWords, name: str, choices: Sequence[str], *, typed: bool, beside: bool
    ) -> None:
        super().__init__(spacing=12)
        say = words.say
        self._name = name
        reads, does = QWidget(), QWidget()
        for one in (reads, does):
            one.setObjectName("plain")
        left, right = column(reads, spacing=8), column(does, spacing=12)
        left.addWidget(label(told.says, "strong"))
        for text in told.explained:
            left.addWidget(label(text, "muted"))
        if told.translation:
            left.addWidget(label(told.translation, "strong"))
        left.addWidget(self.keep("agreed", AgreeField(told.title, told.agree, large=not beside)))
        if choices:
            left.addWidget(self.keep("choice", ChoicesField(say("ui.signing.choice"), choices)))
        if typed:
            field = self.keep("name", TextField(say("ui.signing.name")))
            field.set_value(name)
            right.addWidget(field)
        else:
            right.addWidget(label(say("ui.signing.as_clinician", name=name), "strong"))
        self.pad = PadField(words, wipes_below=beside)
        right.addWidget(self.keep("ink", self.pad))
        left.addStretch(1)
        if beside:
            right.addStretch(1)
            across = row(reads, does, spacing=24)
            across.setStretch(0, 5)
            across.setStretch(1, 6)
            self.body.addLayout(across)
            self.body.addStretch(1)
        else:
            self.body.addWidget(_low(scrolled_texts(reads)), 1)
            self.body.addWidget(does)

    @property
    def name(self) -> str:
        """The name as it was typed, or as it is known."""
        return self.fields["name"].value() if "name" in self.fields else self._name

    @property
    def made(self) -> Made:
        """What was done so far."""
        choice = self.fields["choice"].value() if "choice" in self.fields else 0
        return Made(ink=self.pad.value(), agreed=self.fields["agreed"].value(), choice=choice)


def _low(area: QScrollArea) -> QScrollArea:
    """As high as there is room, and asking for no more: else what stands below it would be squeezed."""
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(_LOWEST)
    return area
