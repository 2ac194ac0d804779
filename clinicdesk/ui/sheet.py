"""The style sheet of the screens; `@name` stands for a token of the look."""

SHEET = """
* { font-family: "Noto Sans"; font-size: @text; }
QWidget#page, QWidget#plain, QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QMainWindow, QDialog { background: @surface; }
QToolTip { background: @raised; color: @ink; border: 1px solid @line_strong; padding: 6px; }

QLabel { color: @ink; background: transparent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="heading"] { font-size: @heading; font-weight: bold; }
QLabel[role="strong"], QLabel[role="field"] { font-weight: bold; }
QLabel[role="display"] { font-size: @display; font-weight: bold; }
QLabel[role="error"] { color: @stop_ink; }

QFrame[role="card"] { background: @raised; border: 1px solid @line; border-radius: @radius; }
QFrame[role="rule"] { background: @line; max-height: 1px; min-height: 1px; border: none; }
QFrame[state="stop"] { background: @stop_ground; border: 1px solid @stop_ink; border-radius: @radius; }
QFrame[state="review"] { background: @review_ground; border: 1px solid @review_ink; border-radius: @radius; }
QFrame[state="note"] { background: @note_ground; border: 1px solid @note_ink; border-radius: @radius; }
QFrame[state="ok"] { background: @ok_ground; border: 1px solid @ok_ink; border-radius: @radius; }
QFrame[state="open"] { background: @open_ground; border: 1px solid @line_strong; border-radius: @radius; }
QFrame[state="stop"] QLabel { color: @stop_ink; }
QFrame[state="review"] QLabel { color: @review_ink; }
QFrame[state="note"] QLabel { color: @note_ink; }
QFrame[state="ok"] QLabel { color: @ok_ink; }
QFrame[state="open"] QLabel { color: @open_ink; }
QFrame[role="alarm"] { background: @stop_ink; border: none; border-radius: @radius; }
QFrame[role="alarm"] QLabel { color: @raised; }
QFrame[finding] { background: @raised; border: 1px solid @line; border-left: 4px solid @open_ink;
  border-radius: @radius; border-top-left-radius: 0; border-bottom-left-radius: 0; }
QFrame[finding="stop"] { border-left-color: @stop_ink; background: @stop_ground; }
QFrame[finding="review"] { border-left-color: @review_ink; }
QFrame[finding="note"] { border-left-color: @note_ink; }
QFrame[finding="ok"] { border-left-color: @ok_ink; }
QLabel[role="stop_head"] { color: @stop_ink; font-weight: bold; }
QLabel[role="review_head"] { color: @review_ink; font-weight: bold; }
QLabel[role="note_head"] { color: @note_ink; font-weight: bold; }
QLabel[role="ok_head"] { color: @ok_ink; font-weight: bold; }
QPushButton[role="fold"] { background: transparent; border: 2px solid transparent; color: @accent; padding: 1px 4px;
  text-align: left; min-height: 20px; }
QPushButton[role="fold"]:hover { background: @accent_ground; }
QPushButton[role="fold"]:focus { border: 2px solid @accent; }
QPlainTextEdit[role="answer"], QLineEdit[role="answer"] { font-size: @heading; }
QFrame#question, QFrame#question_large { background: @raised; border: 2px solid @line; border-radius: @radius; }
QFrame#question:focus, QFrame#question_large:focus { border: 2px solid @accent; }
QLabel[role="text_large"] { font-size: @large_text; }
QLabel[role="muted_large"] { font-size: @heading; color: @muted; }
QLabel[role="stop_large"] { font-size: @large_text; font-weight: bold; color: @raised; }
QLabel[role="question"] { font-size: @question; font-weight: bold; }
QLabel[role="help"] { color: @muted; }
QLabel[role="question_large"] { font-size: @large; font-weight: bold; }
QLabel[role="help_large"] { font-size: @large_text; color: @muted; }
QFrame[role="demo"] { background: @demo_ground; border: none; border-radius: 0; }
QFrame[role="demo"] QLabel { color: @demo_ink; font-weight: bold; }

QPushButton { background: @raised; color: @ink; border: 1px solid @line_strong; border-radius: @radius;
  padding: 6px 14px; min-height: 22px; }
QPushButton:hover { background: @accent_ground; }
QPushButton:pressed { background: @sunken; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @line_strong; background: @surface; border-color: @line; }
QPushButton[role="primary"] { background: @accent; color: @accent_ink; border: 1px solid @accent; font-weight: bold; }
QPushButton[role="primary"]:hover { border: 2px solid @ink; padding: 5px 13px; }
QPushButton[role="primary"]:focus { border: 2px solid @ink; padding: 5px 13px; }
QPushButton[role="primary"]:disabled { background: @open_ground; color: @line_strong; border-color: @line; }
QPushButton[role="flat"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 6px 8px;
  text-align: left; }
QPushButton[role="flat"]:hover { background: @accent_ground; }
QPushButton[role="flat"]:focus { border: 2px solid @accent; padding: 5px 7px; }
QPushButton[role="flat"]:disabled { color: @line_strong; }
QPushButton[role="nav"] { background: transparent; border: 2px solid transparent; border-radius: @radius;
  padding: 8px 10px; text-align: left; color: @ink; }
QPushButton[role="nav"]:hover { background: @accent_ground; }
QPushButton[role="nav"]:checked { background: @accent_ground; color: @accent; font-weight: bold; }
QPushButton[role="nav"]:focus { border: 2px solid @accent; }
QPushButton[role="step"] { background: transparent; border: none; border-bottom: 3px solid transparent;
  border-radius: 0; padding: 8px 12px; color: @muted; }
QPushButton[role="step"]:hover { color: @ink; background: @accent_ground; }
QPushButton[role="step"]:checked { color: @accent; border-bottom: 3px solid @accent; }
QPushButton[role="step"]:focus { background: @accent_ground; border-bottom: 3px solid @line_strong; }
QPushButton[role="answer"] { text-align: left; padding: 10px 16px; font-size: @heading; }
QPushButton[role="answer"]:checked { background: @accent; color: @accent_ink; border-color: @accent;
  font-weight: bold; }
QPushButton[role="answer"]:focus { border: 3px solid @accent; padding: 8px 14px; }
QPushButton[role="section"] { background: transparent; border: 2px solid transparent; }
QPushButton[role="section"], QPushButton[role="answer"] { min-height: 0; padding: 0; }
QPushButton[role="section"]:hover { background: @accent_ground; }
QPushButton[role="section"][here="true"] { background: @accent_ground; }
QPushButton[role="section"]:focus { border: 2px solid @accent; }
QPushButton[role="large"], QPushButton[role="large_primary"] { font-size: @large_text; padding: 14px 28px; }
QPushButton[role="large"]:focus { padding: 13px 27px; }
QPushButton[role="large_primary"] { background: @accent; color: @accent_ink; border-color: @accent; }
QPushButton[role="large_primary"]:focus { border: 2px solid @ink; padding: 13px 27px; }
QPushButton[role="answer"]:checked:focus { border: 3px solid @ink; }
QPushButton[role="choice"]:checked { background: @accent_ground; color: @accent; border: 2px solid @accent;
  padding: 5px 13px; }
QPushButton[role="choice"]:checked:focus { border: 2px solid @ink; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: @raised; color: @ink;
  border: 1px solid @line_strong; border-radius: @radius; padding: 5px 8px; min-height: 24px;
  selection-background-color: @accent; selection-color: @accent_ink; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid @accent; padding: 4px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"] {
  border: 2px solid @stop_ink; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled { background: @sunken;
  color: @muted; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: @sunken; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("@icons/combo.svg"); width: 14px; height: 14px; }
QSpinBox { padding: 5px 26px 5px 8px; }
QSpinBox:focus { padding: 4px 25px 4px 7px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; padding: 0; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 24px; border: none; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url("@icons/combo_up.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("@icons/combo.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; color: @ink; border: 1px solid @line_strong;
  selection-background-color: @accent; selection-color: @accent_ink; outline: none; }
QCheckBox, QRadioButton { color: @ink; spacing: 8px; padding: 4px; border: 2px solid transparent;
  border-radius: @radius; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @line_strong; border-radius: 3px;
  background: @raised; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@icons/tick.svg"); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @line_strong; border-radius: 8px;
  background: @raised; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; border-radius: 8px;
  background: @raised; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @accent; }

QTableView, QListView, QTreeView { background: @raised; alternate-background-color: @surface; color: @ink;
  border: 1px solid @line; border-radius: @radius; gridline-color: @line; outline: none;
  selection-background-color: @accent_ground; selection-color: @ink; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid @accent; }
QTableView::item, QListView::item { padding: 6px 8px; border: none; }
QTableView::item:selected, QListView::item:selected { background: @accent_ground; color: @ink; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none; border-bottom: 1px solid @line;
  padding: 6px 12px; font-weight: bold; }
QTableView[role="costs"], QTableView[role="totals"] { border: none; border-radius: 0; }
QTableView[role="costs"]:focus { border: none; }
QTableView[role="totals"] { background: @sunken; }
QTableView[role="costs"]::item, QTableView[role="totals"]::item { padding: 2px 3px; }
QTableView[role="costs"]::item:selected { border: 1px solid @accent; padding: 1px 2px; }
QTableView[role="costs"]::item:selected:focus { border: 2px solid @accent; padding: 0 1px; }
QTableView[role="costs"] QHeaderView::section { padding: 4px 6px; }
QTableCornerButton::section { background: @raised; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @sunken; border: none; border-radius: 4px; max-height: 8px; min-height: 8px;
  color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QSlider::groove:horizontal { background: @line; height: 6px; border-radius: 3px; }
QSlider::sub-page:horizontal { background: @accent; height: 6px; border-radius: 3px; }
QSlider::handle:horizontal { background: @accent; border: 2px solid @raised; width: 18px; height: 18px;
  margin: -8px 0; border-radius: 11px; }
QSlider::handle:horizontal:focus { border: 2px solid @ink; }
QSplitter::handle { background: @line; }
QMenu { background: @raised; color: @ink; border: 1px solid @line_strong; padding: 4px; }
QMenu::item { padding: 7px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accent_ground; color: @ink; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QFrame#top, QFrame#side, QFrame#foot { background: @raised; border: none; }
QFrame#top { border-bottom: 1px solid @line; }
QFrame#side { border-right: 1px solid @line; }
QFrame#foot { border-top: 1px solid @line; }
QFrame#foot QLabel { color: @muted; }
"""
