"""The rules that hold here: those that ship, and the clinic's own, whose sources say so wherever they are told."""

from collections.abc import Mapping

from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words


def rules_with(own: Mapping[str, str]) -> Rulebook:
    """The shipped rules with the clinic's own files, texts by name: one takes the place of a shipped one of its name.

    An empty text is no file. RulesRefused names everything that is wrong with the rule book as a whole.
    """
    shipped = dict(rule_files())
    files = {name: text.encode() for name, text in own.items() if text}
    mark = read_words("en").say("paper.source.own")
    marks = {name: mark for name, data in files.items() if data != shipped.get(name)}
    return load((shipped | files).items(), marks=marks)
