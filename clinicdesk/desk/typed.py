"""Free text that was typed: there, not too long, and of whole characters."""

from clinicdesk.desk.entry import refuse
from clinicdesk.words import said


def typed(field: str, text: str, most: int) -> str:
    """The text without blanks around it. EntryRefused where nothing is left, or more than `most` characters."""
    told = text.strip()
    if not told:
        raise refuse(field, "this is empty; write something here")
    if len(told) > most:
        raise refuse(
            field, said("this has {count:,} characters; at most {most:,} are allowed", count=len(told), most=most)
        )
    try:
        told.encode()
    except UnicodeEncodeError:
        raise refuse(field, "this has half a character in it; type it anew instead of pasting it") from None
    return told
