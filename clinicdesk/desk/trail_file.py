"""The trail taken elsewhere: every row in a file, one JSON object a line."""

from dataclasses import asdict
from pathlib import Path

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.trail import export_trail
from clinicdesk.exchange.json_text import json_line
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.trail import Head, TrailRow


def write_trail(desk: Desk, target: Path) -> Head:
    """Write every row of the trail, whole or not at all; the last row, whose code is kept off this computer."""
    lines: list[bytes] = []
    head = export_trail(desk, lambda row: lines.append(_line(row)))
    write_whole({target: b"".join(lines)})
    return head


def _line(row: TrailRow) -> bytes:
    return json_line({"number": row.number, "mac": row.mac.hex(), **asdict(row.entry)})
