"""Ids that two desks can make without meeting."""

from uuid_utils import uuid7


def new_id() -> str:
    """A UUIDv7 as text: ids sort by the instant of their making."""
    return str(uuid7())
