"""Telephone numbers as they are compared; they are kept as they were typed."""

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

HOME = "US"
"""Where a number without a country's code is at home."""


def compared(phone: str) -> str:
    """One form for a number however it was typed: `+19195550142`; only its digits where it is no number anywhere."""
    try:
        return format_number(parse(phone, HOME), PhoneNumberFormat.E164)
    except NumberParseException:
        return "".join(letter for letter in phone if letter.isdigit())
