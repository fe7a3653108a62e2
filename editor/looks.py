"""How the code looks and behaves: colours from the brand, lexer, margins, folding, indent, braces, keys.

Configures a `bridge.CodeView`; it never changes text. Folding stops above `FOLDING_LIMIT_BYTES` to stay fluid.
"""

from __future__ import annotations

from brand import tokens
from brand.tokens import Appearance, Palette
from editor.bridge import CodeView
from editor.languages import LOOKS
from editor.lexers import code_font, make_lexer
from editor.preferences import USUAL, Preferences
from editor.styles import CPP_LEXERS, INACTIVE_OFFSET, INACTIVE_STYLES, STYLES
from protocol.verdicts import LanguageId

FOLDING_LIMIT_BYTES = 1024 * 1024
"""Above this, folding costs more than it helps (figures in docs/performance)."""
_NUMBERS, _FOLDS = 0, 2
_NUMBERS_SMALLER_PIXELS = tokens.TYPE["code"].size - tokens.TYPE["caption"].size
_FOLD_MARKERS = range(25, 32)


def _rgb(colour: str) -> int:
    return int(colour[1:], 16)


def bgr(colour: str) -> int:
    """A colour of the brand as Scintilla's messages take it."""
    return int.from_bytes(bytes.fromhex(colour[1:]), "little")


def prepare(view: CodeView) -> None:
    """Everything that is the same for each language and appearance."""
    view.setMarginLineNumbers(_NUMBERS, True)
    view.setAutoIndent(True)
    view.setTabIndents(True)
    view.setBackspaceUnindents(True)
    view.setBraceMatching(view.BraceMatch.SloppyBraceMatch)
    view.setCaretLineVisible(True)
    view.setCaretWidth(2)
    view.setScrollWidth(1)
    view.setScrollWidthTracking(True)
    view.setAutoCompletionSource(view.AutoCompletionSource.AcsNone)
    view.setFrameShape(view.Shape.NoFrame)
    view.setExtraAscent(2)
    view.setExtraDescent(2)
    view.send("SCI_SETMARGINLEFT", 0, 6)
    # Several cursors: typing and pasting act on each.
    view.send("SCI_SETMULTIPLESELECTION", 1)
    view.send("SCI_SETADDITIONALSELECTIONTYPING", 1)
    view.send("SCI_SETMULTIPASTE", 1)
    _forbid_rectangles(view)
    # The caret does not blink: nothing does here.
    view.send("SCI_SETCARETPERIOD", 0)
    redo = view.standardCommands().boundTo(_REDO_KEY)
    if redo is not None:
        redo.setAlternateKey(_REDO_ALTERNATE_KEY)


def _forbid_rectangles(view: CodeView) -> None:
    """No rectangular selections: Scintilla 3.10 cuts characters, or aborts, when one meets an input method or undo."""
    view.send("SCI_SETRECTANGULARSELECTIONMODIFIER", 0)
    for command in view.standardCommands().commands():
        if "rectangular" in command.description().lower():
            command.setKey(0)
            command.setAlternateKey(0)


_CTRL, _SHIFT = 0x04000000, 0x02000000
_REDO_KEY = _CTRL | ord("Y")
_REDO_ALTERNATE_KEY = _CTRL | _SHIFT | ord("Z")


def dress(
    view: CodeView, language: LanguageId, appearance: Appearance, size_bytes: int, wished: Preferences = USUAL
) -> None:
    """Lexer, colours, fonts and indent for a language in an appearance."""
    palette = tokens.PALETTES[appearance]
    font = code_font(tokens.FONT_CODE_DESKTOP, wished.font_pixels)
    look = LOOKS[language]
    lexer = make_lexer(look, view)
    lexer.setDefaultFont(font)
    lexer.setDefaultPaper(_rgb(palette.code_background))
    lexer.setDefaultColor(_rgb(palette.code_text))
    lexer.setPaper(_rgb(palette.code_background), -1)
    lexer.setColor(_rgb(palette.code_text), -1)
    lexer.setFont(font, -1)
    for token, styles in STYLES[look.lexer].items():
        for style in styles:
            lexer.setColor(_rgb(getattr(palette, token)), style)
    if look.lexer in CPP_LEXERS:
        for style in range(INACTIVE_OFFSET, INACTIVE_OFFSET + INACTIVE_STYLES):
            lexer.setColor(_rgb(palette.code_comment), style)
    before = view.lexer()
    view.setLexer(lexer)
    view.set_properties(look)
    if before is not None:
        before.deleteLater()
    width = wished.tab_width or look.indent
    view.setIndentationWidth(width)
    view.setTabWidth(width)
    view.setIndentationsUseTabs(look.tabs if wished.indent_with_tabs is None else wished.indent_with_tabs)
    _colour(view, palette)
    view.setMarginsFont(code_font(tokens.FONT_CODE_DESKTOP, wished.font_pixels - _NUMBERS_SMALLER_PIXELS))
    _fold(view, palette, size_bytes <= FOLDING_LIMIT_BYTES)


def fit_margin(view: CodeView, lines: int) -> None:
    """Make the number margin wide enough for that many lines."""
    view.setMarginWidth(_NUMBERS, "0" * (max(3, len(str(lines))) + 1))


def _colour(view: CodeView, palette: Palette) -> None:
    view.setPaper(_rgb(palette.code_background))
    view.setColor(_rgb(palette.code_text))
    view.setCaretForegroundColor(_rgb(palette.code_text))
    view.setCaretLineBackgroundColor(_rgb(palette.code_line))
    view.setSelectionBackgroundColor(_rgb(palette.code_selection))
    view.resetSelectionForegroundColor()
    view.setMarginsBackgroundColor(_rgb(palette.code_margin))
    view.setMarginsForegroundColor(_rgb(palette.code_margin_text))
    view.setMatchedBraceBackgroundColor(_rgb(palette.code_brace))
    view.setMatchedBraceForegroundColor(_rgb(palette.code_text))
    view.setUnmatchedBraceBackgroundColor(_rgb(palette.code_background))
    view.setUnmatchedBraceForegroundColor(_rgb(palette.code_error))


def _fold(view: CodeView, palette: Palette, wanted: bool) -> None:
    style = view.FoldStyle.PlainFoldStyle if wanted else view.FoldStyle.NoFoldStyle
    view.setFolding(style, _FOLDS)
    view.setFoldMarginColors(_rgb(palette.code_margin), _rgb(palette.code_margin))
    # One colour for edge and filling: a sign of one piece, not a hollow box. By message, because QScintilla's own
    # methods pass over markers that it has not handed out itself.
    colour = bgr(palette.code_margin_text)
    for marker in _FOLD_MARKERS:
        view.send("SCI_MARKERSETFORE", marker, colour)
        view.send("SCI_MARKERSETBACK", marker, colour)
