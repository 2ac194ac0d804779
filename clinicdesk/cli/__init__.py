"""The command `clinicdesk`: puts the floors together without a screen, a database or a network."""

from clinicdesk.cli.main import main

__all__ = ["main"]
