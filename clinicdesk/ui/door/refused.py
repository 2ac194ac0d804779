"""The clinic cannot be opened here: why, and what to do."""

from clinicdesk.ui.door.doorway import Doorway
from clinicdesk.ui.widgets.basic import Mark, add, label
from clinicdesk.words import Words


class Refused(Doorway):
    """One sentence, and nothing to press but the window's own close."""

    def __init__(self, words: Words, why: str) -> None:
        super().__init__("clinicdesk")
        add(self.inside, Mark("stop", why), label(words.say("ui.refused.untouched"), "muted"))
