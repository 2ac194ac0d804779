"""The look: colours and lengths from `resources/style/tokens.toml` as a palette, a style sheet, fonts and icons."""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clinicdesk.resources import folder, read_toml
from clinicdesk.ui.sheet import SHEET

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

FAMILY = "Noto Sans"
THEMES = ("light", "dark")
STATES = ("stop", "review", "note", "ok", "open")
"""What a coloured mark can say; each comes with an icon and a word."""


class Look(NamedTuple):
    """One theme: `colors` by name as #rrggbb, `sizes` in pixels at 100 %."""

    theme: str
    colors: dict[str, str]
    sizes: dict[str, int]

    def sheet(self) -> str:
        """The style sheet of the whole program."""
        values = self.colors | {name: f"{value}px" for name, value in self.sizes.items()}
        values["icons"] = (folder() / "icons").as_posix()
        text = SHEET
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(f"@{name}", values[name])
        return text

    def palette(self) -> QPalette:
        """The colours that Fusion itself draws with."""
        found = QPalette()
        for role, name in _ROLES.items():
            found.setColor(role, QColor(self.colors[name]))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            found.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.colors["line_strong"]))
        return found


_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_ink",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
}


@cache
def tokens() -> dict[str, dict[str, str]]:
    """The file of tokens, read once."""
    return read_toml("style/tokens.toml", (folder() / "style" / "tokens.toml").read_bytes())


def look_of(theme: str) -> Look:
    """A theme by its name."""
    told = tokens()
    return Look(theme, dict(told[theme]), {name: int(value) for name, value in told["size"].items()})


def wear(app: QApplication, look: Look) -> None:
    """Put the look on the program."""
    _load_fonts()
    font = QFont(FAMILY)
    font.setPixelSize(look.sizes["text"])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    app.setPalette(look.palette())
    app.setStyleSheet("")  # Qt begins anew, in place of looking for every widget that it ever dressed
    app.setStyleSheet(look.sheet())
    app.setProperty("look", look)
    _drawn.cache_clear()


def look() -> Look:
    """The look that the program wears."""
    app = QApplication.instance()
    worn = app.property("look") if app else None
    return worn if isinstance(worn, Look) else look_of("light")


@cache
def _load_fonts() -> None:
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(folder() / "fonts" / name))


def icon(name: str, color: str = "ink") -> "QIcon":
    """An icon of `resources/icons/` in a colour of the look."""
    from PySide6.QtGui import QIcon

    return QIcon(picture(name, color, 48))


def picture(name: str, color: str, pixels: int) -> QPixmap:
    """An icon as a picture of so many pixels a side."""
    return _drawn(name, look().colors.get(color, color), pixels)


@cache
def _drawn(name: str, color: str, pixels: int) -> QPixmap:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgRenderer

    text = (folder() / "icons" / f"{name}.svg").read_bytes().replace(b"#000000", color.encode())
    drawn = QPixmap(QSize(pixels, pixels))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(text)).render(painter)
    painter.end()
    return drawn
