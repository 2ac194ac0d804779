"""Made-up signatures, as a hand draws them on a pad."""

from math import exp, sin

from clinicdesk.model.ink import Ink, Stroke

HEIGHT = 3300
EMPTY = Ink(height=HEIGHT)
TAP = Ink(height=HEIGHT, strokes=(((5000, 1500, 500), (5040, 1510, 600), (5030, 1530, 500)),))
TREMBLING = Ink(height=HEIGHT, strokes=(tuple((5000 + 30 * (at % 2), 1500, 500) for at in range(400)),))


def signature(own: float = 0.0, height: int = HEIGHT) -> Ink:
    """Three strokes: a name, a line below it, a dot. `own` makes it another one's."""
    return Ink(height=height, strokes=(_name(own), _line(), ((8200, 2300, 700), (8230, 2310, 700))))


def _name(own: float) -> Stroke:
    steps = [at / 120 for at in range(120)]
    return tuple(
        (
            round(900 + 6000 * t + 500 * sin(26 * t)),
            round(1700 - 900 * sin(19 * t + own) * exp(-0.8 * t) + 150 * sin(50 * t)),
            round(500 + 350 * sin(15 * t)),
        )
        for t in steps
    )


def _line() -> Stroke:
    return tuple((1500 + 70 * at, 2500 - round(200 * sin(at / 20)), 400 + 6 * at) for at in range(80))
