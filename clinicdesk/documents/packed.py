"""Numbered objects into the bytes of a PDF: streams as they are, all others in one deflated stream (1.5 and later)."""

import zlib
from collections.abc import Sequence
from struct import pack

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FREE, _PLAIN, _PACKED = 0, 1, 2
_LAST_GENERATION = 65535


def packed(objects: Sequence[bytes], trailer: bytes) -> bytes:
    """The file of the objects, which are numbered from 1; `trailer` are its entries for the root and the like."""
    file = bytearray(_HEAD)
    places = [pack(">BIH", _FREE, 0, _LAST_GENERATION)] * (len(objects) + 1)
    inside: list[tuple[int, bytes]] = []
    holder = len(objects) + 1
    for number, body in enumerate(objects, 1):
        if body.endswith(b"endstream"):
            places[number] = _put(file, number, body)
        else:
            places[number] = pack(">BIH", _PACKED, holder, len(inside))
            inside.append((number, body))
    places.append(_put(file, holder, _holder(inside)))
    places.append(pack(">BIH", _PLAIN, len(file), 0))
    start = len(file)
    _put(file, holder + 1, _stream(b"/Type/XRef/W[1 4 2]/Size %d%s" % (len(places), trailer), b"".join(places)))
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % start


def _put(file: bytearray, number: int, body: bytes) -> bytes:
    """Write an object to the file's end. Returns where it stands, as the table of places has it."""
    place = pack(">BIH", _PLAIN, len(file), 0)
    file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return place


def _holder(inside: Sequence[tuple[int, bytes]]) -> bytes:
    """The stream of objects that are none."""
    places: list[str] = []
    at = 0
    for number, body in inside:
        places.append(f"{number} {at}")
        at += len(body) + 1
    head = f"{' '.join(places)}\n".encode()
    bodies = b"\n".join(body for _, body in inside)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(inside), len(head)), head + bodies)


def _stream(entries: bytes, content: bytes) -> bytes:
    deflated = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(deflated), deflated)
