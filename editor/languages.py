"""How each language looks and is indented in the editor. Data only: no Qt here.

`lexer` names a lexer of Scintilla, for whose styles `editor/styles.py` has the colours; `keywords` are its word lists,
in Scintilla's order. An empty list keeps QScintilla's own words for that lexer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from protocol.verdicts import LanguageId


@dataclass(frozen=True)
class Look:
    """One language. `indent` in spaces; `properties` as Scintilla's lexer knows them."""

    lexer: str
    indent: int = 4
    keywords: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    tabs: bool = False
    """Whether the language's own formatter indents with tabs."""


_BACKQUOTED = ("lexer.cpp.backquoted.strings", "1")
_TRIPLE_QUOTED = ("lexer.cpp.triplequoted.strings", "1")

_SCRIPT_WORDS = """
    as async await break case catch class const continue debugger default delete do else export extends false
    finally for from function get if import in instanceof let new null of return set static super switch this
    throw true try typeof undefined var void while with yield
"""
_TYPESCRIPT_WORDS = (
    _SCRIPT_WORDS
    + """
    abstract any bigint boolean declare enum implements infer interface is keyof module namespace never number
    object override private protected public readonly satisfies string symbol type unique unknown
"""
)
_C_WORDS = """
    auto break case char const continue default do double else enum extern float for goto if inline int long
    register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
    _Alignas _Alignof _Atomic _Bool _Complex _Generic _Noreturn _Static_assert _Thread_local
"""
_OBJECTIVE_C_WORDS = (
    _C_WORDS
    + """
    id self super nil Nil YES NO BOOL SEL IMP Class in out inout bycopy byref oneway interface implementation
    end property synthesize dynamic protocol selector autoreleasepool try catch finally throw synchronized
    import private protected public required optional encode
"""
)
_GO_WORDS = """
    break case chan const continue default defer else fallthrough for func go goto if import interface map
    package range return select struct switch type var true false nil iota any bool byte comparable complex64
    complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64
    uintptr append cap clear close copy delete len make max min new panic print println recover
"""
_RUST_WORDS = (
    """
        as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod
        move mut pub ref return self Self static struct super trait true type union unsafe use where while
    """,
    """
        bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Box Option Result String Vec
    """,
)
_KOTLIN_WORDS = """
    abstract actual as break by catch class companion const constructor continue crossinline data do else enum
    expect external false final finally for fun get if import in infix init inline inner interface internal is
    lateinit noinline null object open operator out override package private protected public reified return
    sealed set super suspend tailrec this throw true try typealias val var vararg when where while
"""
_SCALA_WORDS = """
    abstract case catch class def do else extends false final finally for forSome if implicit import lazy match
    new null object override package private protected return sealed super this throw trait try true type val
    var while with yield
"""
_HASKELL_WORDS = """
    as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr
    instance let mdo module newtype of proc qualified rec then type where
"""
_OCAML_WORDS = """
    and as assert begin class constraint do done downto else end exception external for fun function functor if in
    include inherit initializer lazy let match method module mutable new nonrec object of open or private rec sig struct
    then to try type val virtual when while with mod land lor lxor lsl lsr asr true false
"""
_ADA_WORDS = """
    abort abs abstract accept access aliased all and array at begin body case constant declare delay delta
    digits do else elsif end entry exception exit for function generic goto if in interface is limited loop mod
    new not null of or others out overriding package pragma private procedure protected raise range record rem
    renames requeue return reverse select separate some subtype synchronized tagged task terminate then type
    until use when while with xor
"""
_NIM_WORDS = """
    addr and as asm bind block break case cast concept const continue converter defer discard distinct div do
    elif else end enum except export finally for from func if import in include interface is isnot iterator let
    macro method mixin mod nil not notin object of or out proc ptr raise ref return shl shr static template try
    tuple type using var when while xor yield true false int float string bool char seq array
"""
_ERLANG_WORDS = """
    after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or
    orelse receive rem try when xor
"""
_ELIXIR_WORDS = """
    after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmodule defp
    defprotocol defstruct do else end false fn for if import in nil not or quote raise receive require rescue
    true try unless unquote use when with
"""
_CRYSTAL_WORDS = """
    abstract alias as begin break case class def do else elsif end ensure enum extend false for fun if in
    include lib macro module next nil of out private protected require rescue return select self struct super
    then true typeof unless until when while with yield
"""
_LISP_WORDS = """
    and block case cond declare defclass defconstant defgeneric defmacro defmethod defpackage defparameter
    defstruct defun defvar do dolist dotimes ecase eval-when flet format function go handler-case if in-package
    incf decf labels lambda let let* loop macrolet multiple-value-bind nil not or otherwise prog1 progn quote
    return return-from setf setq t tagbody unless unwind-protect values when with-open-file
"""
_SCHEME_WORDS = """
    and begin call/cc call-with-current-continuation case cond define define-record-type define-syntax delay do
    else if lambda let let* let-values letrec letrec* not or quasiquote quote set! syntax-rules unless unquote
    use-modules when
"""
_PROLOG_WORDS = (
    "module use_module dynamic discontiguous initialization ensure_loaded multifile table",
    """
        is mod rem div not true fail false repeat halt assert asserta assertz retract findall bagof setof forall
        between format write writeln print nl read read_term atom number var nonvar append member length
    """,
)
_R_WORDS = (
    """
        break else for function if in next repeat return while TRUE FALSE NULL NA NaN Inf NA_integer_ NA_real_
        NA_character_
    """,
    """
        abs apply c cat colnames data.frame do.call for lapply length list matrix max mean min names nchar ncol nrow
        order paste paste0 print range rep rev round sapply scan seq sort split stop strsplit substr sum table
        unique unlist which
    """,
)
_COBOL_WORDS = """
    accept add and at author by call close compute configuration data delete display divide division else end
    end-if end-perform end-read environment evaluate exit fd file from function giving go identification if
    initialize input input-output into is linkage move multiply next not of open or output perform pic picture
    procedure program-id read redefines replacing return run section set sort stop string subtract then times to
    trim until unstring using value varying when with working-storage write zero zeros spaces
"""
_FORTH_WORDS = (
    """
        if else then begin while repeat until again do ?do loop +loop leave exit recurse case of endof endcase
        unloop
    """,
    """
        dup drop swap over rot nip tuck pick 2dup 2drop . .r cr emit type key accept @ ! c@ c! +! and or xor invert
        negate abs min max mod /mod u< 0= 0< bye throw catch read-line evaluate
    """,
    ": ; :noname create does> variable constant value to defer is allot here cells cell+",
    "char [char] postpone",
    "to is",
    '." s" abort" c"',
)
_ALGOL_WORDS = """
    and begin bits bool by bytes case char co comment compl do elif else empty end esac exit false fi file flex
    for from goto heap if in int is isnt loc long mod mode nil not od of op or ouse out over par pr prio proc
    real ref sema short skip string struct then to true union void while
"""
_AWK_WORDS = """
    BEGIN END BEGINFILE ENDFILE function func if else while for do break continue next nextfile exit return
    delete in getline print printf switch case default length substr index split sub gsub gensub match sprintf
    sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush asort asorti
"""
_PHP_WORDS = """
    abstract and array as break callable case catch class clone const continue declare default do echo else
    elseif empty enddeclare endfor endforeach endif endswitch endwhile enum exit extends false final finally fn
    for foreach function global goto if implements include include_once instanceof insteadof interface isset
    list match namespace new null or print private protected public readonly require require_once return static
    switch throw trait true try unset use var while xor yield
"""

LOOKS: Mapping[LanguageId, Look] = {
    LanguageId.ADA: Look("ada", 3, (_ADA_WORDS,)),
    LanguageId.ALGOL_68: Look("pascal", 2, (_ALGOL_WORDS,)),
    LanguageId.AWK: Look("perl", 4, (_AWK_WORDS,)),
    LanguageId.BASH: Look("bash", 2),
    LanguageId.C: Look("cpp", 4, (_C_WORDS,)),
    LanguageId.COBOL: Look("COBOL", 4, (_COBOL_WORDS,)),
    LanguageId.CPP: Look("cpp"),
    LanguageId.CRYSTAL: Look("ruby", 2, (_CRYSTAL_WORDS,)),
    LanguageId.C_SHARP: Look("csharp"),
    LanguageId.D: Look("d"),
    LanguageId.ELIXIR: Look("ruby", 2, (_ELIXIR_WORDS,)),
    LanguageId.ERLANG: Look("erlang", 4, (_ERLANG_WORDS,)),
    LanguageId.FORTH: Look("forth", 2, _FORTH_WORDS),
    LanguageId.FORTRAN: Look("fortran", 2),
    LanguageId.GO: Look("cpp", 4, (_GO_WORDS,), (_BACKQUOTED,), tabs=True),
    LanguageId.HASKELL: Look("haskell", 2, (_HASKELL_WORDS,)),
    LanguageId.JAVA: Look("java"),
    LanguageId.JAVASCRIPT: Look("javascript", 2, (), (_BACKQUOTED,)),
    LanguageId.KOTLIN: Look("cpp", 4, (_KOTLIN_WORDS,), (_TRIPLE_QUOTED,)),
    LanguageId.LISP: Look("lisp", 2, (_LISP_WORDS,)),
    LanguageId.LUA: Look("lua", 2),
    LanguageId.NIM: Look("python", 2, (_NIM_WORDS,)),
    LanguageId.OBJECTIVE_C: Look("cpp", 4, (_OBJECTIVE_C_WORDS,)),
    # Not Scintilla's "caml", "nimrod" and "rust": they abort the process on an unfinished last line. Tried with random
    # text: every other lexer that is named here. Pascal has OCaml's comments.
    LanguageId.OCAML: Look("pascal", 2, (_OCAML_WORDS,)),
    LanguageId.OCTAVE: Look("octave", 2),
    LanguageId.PASCAL: Look("pascal", 2),
    LanguageId.PERL: Look("perl"),
    LanguageId.PHP: Look("hypertext", 4, ("", "", "", "", _PHP_WORDS)),
    LanguageId.PROLOG: Look("visualprolog", 4, _PROLOG_WORDS),
    LanguageId.PYPY: Look("python"),
    LanguageId.PYTHON: Look("python"),
    LanguageId.R: Look("r", 2, _R_WORDS),
    LanguageId.RUBY: Look("ruby", 2),
    LanguageId.RUST: Look("cpp", 4, _RUST_WORDS),
    LanguageId.SCALA: Look("cpp", 2, (_SCALA_WORDS,), (_TRIPLE_QUOTED,)),
    LanguageId.SCHEME: Look("lisp", 2, (_SCHEME_WORDS,)),
    LanguageId.SQL: Look("sql"),
    LanguageId.TCL: Look("tcl"),
    LanguageId.TYPESCRIPT: Look("cpp", 2, (_TYPESCRIPT_WORDS,), (_BACKQUOTED,)),
}
