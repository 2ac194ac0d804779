"""What a program shows, as a screen reader is told it: the tree of AT-SPI, read over its own bus.

https://gnome.pages.gitlab.gnome.org/at-spi2-core/ has the protocol; Qt is a provider of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE = 30.0
"""Seconds that one answer may take."""

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
_STATES = {
    1: "active",
    3: "busy",
    4: "checked",
    5: "collapsed",
    7: "editable",
    8: "enabled",
    10: "expanded",
    11: "focusable",
    12: "focused",
    16: "modal",
    23: "selected",
    25: "showing",
}
"""Those states of the protocol that are told here, by their bits."""

_WRITTEN = frozenset({"text", "password text", "spin button", "combo box", "paragraph", "document text"})
"""Roles whose contents are a text beside the name."""


class Place(NamedTuple):
    """Where a thing is: the program on the bus, and the path in it."""

    owner: str
    path: str


@dataclass(frozen=True)
class Seen:
    """One thing on the screen, with all that is in it. `text` is what stands in it, where one can write there."""

    role: str
    name: str
    text: str
    states: frozenset[str]
    children: tuple["Seen", ...] = field(repr=False)
    place: Place = field(repr=False)

    def all(self) -> Iterator["Seen"]:
        """This and everything in it, from top to bottom."""
        yield self
        for one in self.children:
            yield from one.all()

    def showing(self) -> Iterator["Seen"]:
        """Everything in it that shows, from top to bottom. What is in a thing that does not show does not either."""
        for one in self.children:
            if "showing" in one.states:
                yield one
                yield from one.showing()

    def outline(self, depth: int = 0) -> str:
        """The tree as a text, for whoever has to find out why something was not seen."""
        told = " ".join(part for part in (repr(self.name), self.text and f"[{self.text}]") if part)
        states = " ".join(sorted(self.states & {"active", "checked", "focused", "selected", "modal"}))
        shown = "" if depth == 0 or "showing" in self.states else "(hidden) "
        lines = [f"{'  ' * depth}{shown}{self.role} {told} {states}".rstrip()]
        return "\n".join([*lines, *(one.outline(depth + 1) for one in self.children)])


class Bus:
    """The bus of accessibility, which the session bus starts when it is asked for it.

    `heard` has what programs have announced, each with its owner: what a screen reader says of itself.
    """

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as connection:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            reply = connection.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=PATIENCE)
        self._connection: DBusConnection = open_dbus_connection(reply.body[0])
        self.heard: list[tuple[str, str]] = []
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        listen = new_method_call(registry, "RegisterEvent", "sass", ("object:announcement", [], ""))
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._ask([message_bus.AddMatch(rule), listen])

    def close(self) -> None:
        self._connection.close()

    def program(self, pid: int) -> Place | None:
        """The program of this process; None while it has not come to the bus yet."""
        (programs,) = self._ask([_call(Place(_REGISTRY, _ROOT), "GetChildren")])
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        found = [Place(*one) for one in programs or ()]
        asked = [new_method_call(bus, "GetConnectionUnixProcessID", "s", (one.owner,)) for one in found]
        return next((one for one, its in zip(found, self._ask(asked), strict=True) if its == pid), None)

    def look(self, top: Place, *, hidden: bool = False) -> Seen:
        """All that is in the program now; of what does not show only that it is there, unless `hidden` asks for all.

        What goes away while one looks is left out.
        """
        inside: dict[Place, list[Place]] = {}
        told: dict[Place, Seen] = {}
        level = [top]
        while level:
            known = dict(zip(level, self._things(level), strict=True))
            told |= {place: thing for place, (thing, _) in known.items()}
            inside |= {place: children for place, (_, children) in known.items()}
            shown = (
                place for place, (thing, _) in known.items() if hidden or place == top or "showing" in thing.states
            )
            level = [one for place in shown for one in inside[place] if one not in told]
        return _put_together(top, told, inside)

    def area(self, seen: Seen) -> tuple[int, int, int, int]:
        """Where a thing stands on the display: left, top, width, height, in pixels."""
        where = DBusAddress(seen.place.path, seen.place.owner, "org.a11y.atspi.Component")
        reply = self._connection.send_and_get_reply(new_method_call(where, "GetExtents", "u", (0,)), timeout=PATIENCE)
        left, top, width, height = reply.body[0]
        return left, top, width, height

    def _things(self, places: Sequence[Place]) -> list[tuple[Seen, list[Place]]]:
        names = self._ask([_name(one) for one in places])
        roles = self._ask([_call(one, "GetRoleName") for one in places])
        states = self._ask([_call(one, "GetState") for one in places])
        children = self._ask([_call(one, "GetChildren") for one in places])
        written = [one for one, role in zip(places, roles, strict=True) if role in _WRITTEN]
        texts = dict(zip(written, self._ask([_text(one) for one in written]), strict=True))
        return [
            (
                Seen(role or "", name or "", texts.get(place) or "", _states(bits or ()), (), place),
                [Place(*one) for one in below or ()],
            )
            for place, name, role, bits, below in zip(places, names, roles, states, children, strict=True)
        ]

    def _ask(self, calls: Sequence[Message]) -> list[Any]:
        """The first value of each answer, all asked at once; None where something is not there any more."""
        waiting = {}
        for place, call in enumerate(calls):
            serial = next(self._connection.outgoing_serial)
            waiting[serial] = place
            self._connection.send(call, serial=serial)
        found: list[Any] = [None] * len(calls)
        while waiting:
            reply = self._connection.receive(timeout=PATIENCE)
            fields = reply.header.fields
            place = waiting.pop(fields.get(HeaderFields.reply_serial), -1)
            if fields.get(HeaderFields.member) == "Announcement":
                self.heard.append((fields[HeaderFields.sender], _value(reply.body[3])))
            elif place >= 0 and reply.header.message_type is MessageType.method_return and reply.body:
                found[place] = _value(reply.body[0])
        return found


def _value(told: Any) -> Any:
    """A value, out of the variant that a property comes in."""
    return told[1] if isinstance(told, tuple) else told


def _call(place: Place, method: str) -> Message:
    return new_method_call(DBusAddress(place.path, place.owner, _ACCESSIBLE), method)


def _name(place: Place) -> Message:
    where = DBusAddress(place.path, place.owner, "org.freedesktop.DBus.Properties")
    return new_method_call(where, "Get", "ss", (_ACCESSIBLE, "Name"))


def _text(place: Place) -> Message:
    where = DBusAddress(place.path, place.owner, "org.a11y.atspi.Text")
    return new_method_call(where, "GetText", "ii", (0, -1))


def _states(halves: Sequence[int]) -> frozenset[str]:
    bits = sum(half << (32 * place) for place, half in enumerate(halves))
    return frozenset(name for bit, name in _STATES.items() if bits >> bit & 1)


def _put_together(top: Place, told: dict[Place, Seen], inside: dict[Place, list[Place]]) -> Seen:
    children = tuple(_put_together(one, told, inside) for one in inside[top] if one in told)
    return replace(told[top], children=children)
