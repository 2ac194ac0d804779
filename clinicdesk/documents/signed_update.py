"""More onto the end of a PDF (ISO 32000-1, 7.5.6): its own bytes stay as they are, what is new stands after them."""

import re
from hashlib import sha256
from io import BytesIO
from struct import pack
from zlib import compress

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TAIL = 64
_PLAIN = 1


class Update:
    """New and changed objects of a file. `done` gives the file with them; the same ones give the same bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = PdfReader(BytesIO(data))
        self.taken: dict[int, IndirectObject] = {}
        """What was taken over of another file, by its number there, or what of this file stands in its place."""
        self._objects: dict[int, PdfObject] = {}
        self._next: int = self.reader.trailer.raw_get("/Size")

    @property
    def root(self) -> DictionaryObject:
        """The catalogue."""
        return dictionary(self.reader.trailer["/Root"])

    def new(self) -> IndirectObject:
        """The number of one more object, which is to be put."""
        self._next += 1
        return IndirectObject(self._next - 1, 0, None)

    def put(self, place: PdfObject, value: PdfObject) -> IndirectObject:
        """An object under the number of a reference, in the place of what is there."""
        assert isinstance(place, IndirectObject)
        self._objects[place.idnum] = value
        return place

    def add(self, value: PdfObject) -> IndirectObject:
        """One more object."""
        return self.put(self.new(), value)

    def take(self, value: PdfObject) -> PdfObject:
        """A value of another file, with everything that it refers to; it belongs to this one from now on."""
        if isinstance(value, IndirectObject):
            return self._take_whole(value)
        if isinstance(value, DictionaryObject):
            for name in value:
                value[NameObject(name)] = self.take(value.raw_get(name))
        elif isinstance(value, ArrayObject):
            value[:] = [self.take(one) for one in list.__iter__(value)]
        return value

    def done(self) -> bytes:
        """The file's own bytes, then all that was put, then a table of where it stands."""
        out = BytesIO()
        out.write(self.data)
        places = {number: _put(out, number, value) for number, value in sorted(self._objects.items())}
        start = out.tell()
        table = self._table(places | {self._next: start}, sha256(out.getbuffer()).digest()[:16])
        out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (self._next, table, start))
        return out.getvalue()

    def _take_whole(self, value: IndirectObject) -> IndirectObject:
        if value.idnum not in self.taken:
            self.taken[value.idnum] = place = self.new()
            found = value.get_object()
            assert found is not None
            self.put(place, self.take(found))
        return self.taken[value.idnum]

    def _table(self, places: dict[int, int], digest: bytes) -> bytes:
        """The table of places. The first half of the file's id stays, the second is that of what it has become."""
        trailer = self.reader.trailer
        found = _START.search(self.data, max(0, len(self.data) - _TAIL))
        assert found
        root, info = (trailer.raw_get(name).idnum for name in ("/Root", "/Info"))
        first = self._id().hex().encode()
        data = compress(b"".join(pack(">BIH", _PLAIN, where, 0) for where in places.values()))
        return (
            b"<</Type/XRef/W[1 4 2]/Index[%s]/Size %d/Prev %s%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (
                b" ".join(b"%d 1" % number for number in places),
                self._next + 1,
                found[1],
                b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (root, info, first, digest.hex().encode()),
                len(data),
                data,
            )
        )

    def _id(self) -> bytes:
        """The first half of the file's id."""
        both = self.reader.trailer["/ID"]
        assert isinstance(both, ArrayObject)
        first: bytes = both[0].original_bytes
        return first


def dictionary(value: PdfObject | None) -> DictionaryObject:
    """A dictionary, or the one that a reference stands for."""
    found = value.get_object() if value is not None else None
    assert isinstance(found, DictionaryObject)
    return found


def _put(out: BytesIO, number: int, value: PdfObject) -> int:
    """Write an object to the end. Returns where it stands."""
    place = out.tell()
    out.write(b"%d 0 obj\n" % number)
    value.write_to_stream(out)
    out.write(b"\nendobj\n")
    return place
