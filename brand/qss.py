"""The desktop's look as data: a Qt style sheet and the roles of a QPalette, both generated from the tokens. No Qt here.

Widgets say what they are by dynamic properties: `kind` of a button (primary, quiet, danger), `type` of a label (a step
of the type scale), `tone` (good, attention, stop, accent, quiet), and frames by `surface` (card, bar, well, banner).
"""

from __future__ import annotations

from brand import tokens
from brand.tokens import Palette, Type


def palette_roles(palette: Palette) -> dict[str, str]:
    """Names of QPalette.ColorRole and their colours; disabled text is the caller's `text_quiet`."""
    return {
        "Window": palette.canvas,
        "WindowText": palette.text,
        "Base": palette.surface,
        "AlternateBase": palette.sunken,
        "Text": palette.text,
        "Button": palette.surface,
        "ButtonText": palette.text,
        "BrightText": palette.text,
        "ToolTipBase": palette.surface,
        "ToolTipText": palette.text,
        "PlaceholderText": palette.text_quiet,
        "Highlight": palette.selection,
        "HighlightedText": palette.on_selection,
        "Link": palette.accent_text,
        "LinkVisited": palette.accent_text,
        "Accent": palette.accent,
        "Light": palette.surface,
        "Midlight": palette.sunken,
        "Mid": palette.line_strong,
        "Dark": palette.line_strong,
        "Shadow": palette.line,
    }


def style_sheet(palette: Palette, art: str) -> str:
    """The whole sheet for one palette; `art` is the path of the folder with its `tick.svg` and `down.svg`."""
    sheet = "\n".join(
        [
            _base(palette),
            _surfaces(palette),
            _labels(palette),
            _buttons(palette),
            _fields(palette),
            _views(palette),
            _rest(palette),
        ]
    )
    return sheet.replace("ICON_TICK", f'"{art}/tick.svg"').replace("ICON_DOWN", f'"{art}/down.svg"')


def _font(step: Type) -> str:
    return f"font-size: {step.size}px; font-weight: {step.weight};"


def _base(p: Palette) -> str:
    return f"""
* {{ font-family: "{tokens.FONT_TEXT}"; font-size: {tokens.TYPE["body"].size}px; }}
QMainWindow, QDialog, QWidget#page {{ background: {p.canvas}; color: {p.text}; }}
QScrollArea, QScrollArea > QWidget > QWidget#column {{ background: transparent; border: none; }}
QScrollArea:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; border-radius: {tokens.RADIUS_SMALL}px; }}
QToolTip {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong}; padding: 4px 8px; }}
QSplitter::handle {{ background: {p.line}; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {p.accent}; }}
"""


def _surfaces(p: Palette) -> str:
    soft = "\n".join(
        f'QFrame[surface="banner"][tone="{tone}"] {{ background: {getattr(p, f"{tone}_soft")}; '
        f"border: 1px solid {getattr(p, tone)}; border-radius: {tokens.RADIUS}px; }}"
        for tone in ("good", "attention", "stop", "accent")
    )
    return f"""
QFrame[surface="card"] {{ background: {p.surface}; border: 1px solid {p.line};
  border-radius: {tokens.RADIUS_LARGE}px; }}
QFrame[surface="dialog"] {{ background: {p.surface}; border: 1px solid {p.line_strong}; }}
QFrame[surface="bar"] {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.line}; }}
QFrame[surface="foot"] {{ background: {p.surface}; border: none; border-top: 1px solid {p.line}; }}
QFrame[surface="panel"] {{ background: {p.surface}; border: none; }}
QFrame[surface="well"] {{ background: {p.sunken}; border: none; border-radius: {tokens.RADIUS}px; }}
QFrame[surface="rule"] {{ background: {p.line}; border: none; }}
{soft}
"""


def _labels(p: Palette) -> str:
    steps = "\n".join(f'QLabel[type="{name}"] {{ {_font(step)} }}' for name, step in tokens.TYPE.items())
    tones = "\n".join(
        f'QLabel[tone="{tone}"] {{ color: {colour}; }}'
        for tone, colour in (
            ("quiet", p.text_quiet),
            ("good", p.good),
            ("attention", p.attention),
            ("stop", p.stop),
            ("accent", p.accent_text),
        )
    )
    return f"""
QLabel {{ color: {p.text}; background: transparent; border: none; }}
{steps}
QLabel[type="code"] {{ font-family: "{tokens.FONT_CODE_DESKTOP}"; }}
{tones}
"""


def _buttons(p: Palette) -> str:
    pad = (tokens.TARGET - tokens.TYPE["body"].line) // 2 - 1
    # A ring inside the edge, in the colour of the words: around a filled button no colour stands out against both
    # the button and what lies behind it. `double` leaves the button's own colour between its two lines.
    ring = 3 * tokens.FOCUS_WIDTH
    return f"""
QPushButton {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong};
  border-radius: {tokens.RADIUS}px; padding: {pad}px 12px; min-height: {tokens.TYPE["body"].line}px; outline: none;
  {_font(tokens.TYPE["strong"])} }}
QPushButton:hover {{ background: {p.sunken}; }}
QPushButton:pressed {{ background: {p.line}; }}
QPushButton:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; padding: {pad - 1}px 11px; }}
QPushButton:checked {{ background: {p.accent_soft}; border: 2px solid {p.accent}; padding: {pad - 1}px 11px; }}
QPushButton:disabled {{ color: {p.text_quiet}; background: {p.sunken}; border: 1px dashed {p.line_strong}; }}
QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {p.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: {ring}px double {p.on_accent};
  padding: {pad + 1 - ring}px {13 - ring}px; }}
QPushButton[kind="primary"]:disabled {{ color: {p.text_quiet}; background: {p.sunken};
  border: 1px dashed {p.line_strong}; }}
QPushButton[kind="danger"] {{ background: {p.stop}; color: {p.on_stop}; border: 1px solid {p.stop}; }}
QPushButton[kind="danger"]:focus {{ border: {ring}px double {p.on_stop}; padding: {pad + 1 - ring}px {13 - ring}px; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {p.accent_text}; border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {p.accent_soft}; }}
QPushButton[kind="quiet"]:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; }}
QPushButton[kind="quiet"]:disabled {{ color: {p.text_quiet}; background: transparent; border: 1px solid transparent; }}
QPushButton[flush="true"] {{ text-align: left; padding-left: 0; }}
QPushButton[flush="true"]:hover {{ background: transparent; text-decoration: underline; }}
QPushButton[scale="large"] {{ padding: {pad + 4}px 20px; {_font(tokens.TYPE["lead"])} font-weight: 600; }}
QPushButton[kind="primary"][scale="large"]:focus {{ padding: {pad + 5 - ring}px {21 - ring}px; }}
QPushButton[kind="entry"] {{ text-align: left; background: transparent; border: 1px solid transparent; font-weight: 400;
  padding: 6px 8px; }}
QPushButton[kind="entry"]:hover {{ background: {p.sunken}; }}
QPushButton[kind="entry"]:checked {{ background: {p.accent_soft}; color: {p.text}; font-weight: 600;
  border-left: 3px solid {p.accent}; padding-left: 6px; }}
QPushButton[kind="entry"]:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; }}
QCheckBox {{ color: {p.text}; spacing: 8px; min-height: {tokens.TARGET_MINIMUM}px; }}
QCheckBox::indicator {{ width: 18px; height: 18px; margin: 1px 0; border: 2px solid {p.line_strong}; border-radius: 4px;
  background: {p.surface}; }}
QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url(ICON_TICK); }}
QRadioButton {{ color: {p.text}; spacing: 8px; min-height: {tokens.TARGET_MINIMUM}px; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border: 2px solid {p.line_strong}; border-radius: 9px;
  background: {p.surface}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 6px solid {p.accent}; }}
QRadioButton:focus, QCheckBox:focus
  {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; border-radius: {tokens.RADIUS_SMALL}px; }}
"""


def _fields(p: Palette) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong};
  border-radius: {tokens.RADIUS}px; padding: 5px 8px; selection-background-color: {p.selection};
  selection-color: {p.on_selection}; placeholder-text-color: {p.text_quiet}; }}
QLineEdit {{ min-height: {tokens.TYPE["body"].line}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus
  {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; padding: 4px 7px; }}
QLineEdit:disabled, QLineEdit:read-only {{ background: {p.sunken}; color: {p.text_quiet}; }}
QLineEdit[scale="large"] {{ font-family: "{tokens.FONT_CODE_DESKTOP}"; font-size: 20px; min-height: 32px; }}
QPlainTextEdit[type="code"], QTextEdit[type="code"] {{ font-family: "{tokens.FONT_CODE_DESKTOP}"; font-size: 13px; }}
QPlainTextEdit[type="code"]:read-only {{ background: {p.sunken}; border-color: {p.line}; }}
QPlainTextEdit[type="code"]:read-only:focus {{ border-color: {p.focus}; }}
QTextBrowser {{ background: {p.surface}; border: 1px solid transparent; border-radius: 0; padding: 5px 8px; }}
QComboBox {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong};
  border-radius: {tokens.RADIUS}px; padding: 5px 8px; min-height: {tokens.TYPE["body"].line}px; min-width: 88px; }}
QComboBox:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; padding: 4px 7px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url(ICON_DOWN); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong};
  selection-background-color: {p.selection}; selection-color: {p.on_selection}; outline: none; }}
"""


def _views(p: Palette) -> str:
    return f"""
QListWidget, QTreeWidget {{ background: {p.surface}; color: {p.text}; border: 1px solid transparent; outline: none; }}
QListWidget:focus, QTreeWidget:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus};
  border-radius: {tokens.RADIUS_SMALL}px; }}
QListWidget::item, QTreeWidget::item {{ min-height: 28px; padding: 0 6px; color: {p.text}; }}
QListWidget::item {{ border-left: 3px solid transparent; }}
QListWidget::item:selected, QTreeWidget::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QListWidget::item:selected {{ border-left: 3px solid {p.accent}; }}
QListWidget::item:hover, QTreeWidget::item:hover {{ background: {p.sunken}; }}
QListWidget[type="code"] {{ font-family: "{tokens.FONT_CODE_DESKTOP}"; font-size: 13px; }}
QListWidget[type="code"]::item {{ min-height: 24px; }}
QHeaderView::section {{ background: {p.surface}; color: {p.text_quiet}; border: none;
  border-bottom: 1px solid {p.line}; padding: 4px 9px; {_font(tokens.TYPE["caption"])} }}
QTabWidget::pane {{ border: none; border-top: 1px solid {p.line}; background: {p.surface}; }}
QTabBar {{ background: {p.surface}; }}
QTabBar::tab {{ background: transparent; color: {p.text_quiet}; padding: 7px 12px 5px 12px; min-height: 20px;
  border: none; border-bottom: 2px solid transparent; {_font(tokens.TYPE["strong"])} }}
QTabBar::tab:selected {{ color: {p.accent_text}; border-bottom: 2px solid {p.accent}; }}
QTabBar::tab:hover {{ color: {p.text}; }}
QTabBar::tab:focus {{ border: {tokens.FOCUS_WIDTH}px solid {p.focus}; border-radius: {tokens.RADIUS_SMALL}px; }}
"""


def _rest(p: Palette) -> str:
    return f"""
QProgressBar {{ background: {p.sunken}; border: 1px solid {p.line_strong}; border-radius: 5px; min-height: 8px;
  max-height: 8px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 4px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.line_strong}; border: 3px solid transparent; border-radius: 6px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 0 2px; border-radius: 4px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 2px 0; border-radius: 4px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.line_strong}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px; }}
QMenu::item:selected {{ background: {p.selection}; color: {p.on_selection}; }}
QStatusBar {{ background: {p.surface}; color: {p.text_quiet}; }}
"""
