"""LaTeX as real packages have it becomes HTML; what nobody knows is kept and named."""

from __future__ import annotations

import re

import pytest

from protocol.errors import InvalidInput
from runner.statements import Statement, render_statement
from tests.unit.runner.test_statement import PNG

FILE = "problem_statement/problem.en.tex"


def made(text: str, **files: bytes) -> Statement:
    beside = {f"problem_statement/{name}": data for name, data in files.items()}
    return render_statement(FILE, {FILE: text.encode(), **beside}, {"limit": {"value": "77"}})


def html(text: str, **files: bytes) -> str:
    return re.sub(r'base64,[^"]*" alt="([^"]*)" style="[^"]*', r'" alt="\1', made(text, **files).html)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\section*{Input} One.", "<h2>Input</h2>\n<p>One.</p>\n"),
        (r"\begin{Input} One. \end{Input}", "<h2>Input</h2>\n<p>One.</p>\n"),
        (r"\texttt{a\_b} \verb|x^y| {\bf b} \t{c}",
         "<code>a_b</code> <code>x^y</code> <strong>b</strong> <code>c</code>"),
        (r"``a'' -- b --- `c' <<d>>", "<p>“a” \u2013 b — \u2018c\u2019 «d»</p>"),
        (r"\href{https://example.org}{x}", '<a href="https://example.org" rel="noopener noreferrer">x</a>'),
        (r"\num{1000} \SI{5}{\metre}", "<p>1000 5&nbsp;m</p>"),
        (r"\newcommand{\two}[1]{#1 and #1} \two{x}", "<p>x and x</p>"),
        (r"a \nextsample b \remainingsamples\sampleinputs c", "<p>a b c</p>"),
        (r"\constant{limit} {{limit}}", "<p>77 77</p>"),
        ("\\begin{verbatim}\na << b % 5\n\\end{verbatim}", "<pre><code>a &lt;&lt; b % 5</code></pre>"),
        ("\\begin{lstlisting}[language=C]\nint x;\n\\end{lstlisting}", "<pre><code>int x;</code></pre>"),
        (r"\begin{itemize}\item a\item b\end{itemize}", "<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>"),
        (r"\begin{tabular}{|l|r|}\hline A & B \\ \hline \multicolumn{2}{c}{x} \\ \hline\end{tabular}",
         '<td colspan="2" align="center">x</td>'),
        (r"\begin{center} mid \end{center}", '<div align="center">\n<p>mid</p>\n</div>'),
        (r"\vspace{3cm}\noindent\small text", "<p>text</p>"),
        (r"at $n \le 5$.", '<p>at <img class="formula" src="data:image/svg+xml;" alt="n \\le 5">.</p>'),
        (r"\newcommand{\N}{\mathbb{N}}$\N$", 'alt="\\mathbb{N}"'),
    ],
)  # fmt: skip
def test_what_real_statements_use(source: str, expected: str) -> None:
    statement = made(source)
    assert expected in html(source)
    assert statement.warnings == ()


def test_a_displayed_formula_parts_the_paragraph() -> None:
    source = "a \\begin{align} x &= 1 \\label{one} \\\\ y &= 2 \\end{align} b"
    assert re.fullmatch(r'<p>a </p><p align="center"><img class="formula display" [^>]*></p><p> b</p>\n', html(source))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (r"\problemname{Plain}", "Plain"),
        (r"\problemname{A {B} \& $x^2$ --- \emph{c}}", "A {B} & x^2 — c"),
        ("%% plainproblemname: x^2 + 1\n\\problemname{$x^2+1$}", "x^2 + 1"),
        ("%\\problemname{Old}\n\\problemname{New}", "New"),
        (r"\problemname{}", None),
        ("", None),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    statement = made(head + "\n\nText.")
    found = statement.title
    assert (found or "").replace("{", "").replace("}", "").replace("x²", "x^2") == (title or "").replace(
        "{", ""
    ).replace("}", "")
    assert statement.html == "<p>Text.</p>\n"


def test_a_formula_inside_the_text_of_a_formula() -> None:
    nested, beside = (made(f"${tex}$").html for tex in (r"\text{if $x$}", r"\text{if }x"))
    assert re.findall(r'src="([^"]*)"', nested) == re.findall(r'src="([^"]*)"', beside)


def test_an_illustration_with_its_caption() -> None:
    found = made(r"\illustration{0.3}{cave}{A \emph{cave}}", **{"cave.png": PNG}).html
    assert re.search(r'<div align="center">\n<img src="data:image/png;base64,[^"]*" alt="" width="192">', found)
    assert '<div align="center">A <em>cave</em></div>' in found


def test_a_wrapped_figure_loses_only_its_wrapping() -> None:
    found = made(
        r"\begin{wrapfigure}{r}{0.3\textwidth}\centering\includegraphics[width=5cm]{a.png}\caption{hi}\end{wrapfigure}",
        **{"a.png": PNG},
    )
    assert 'width="189"' in found.html
    assert "hi" in found.html
    assert ">r<" not in found.html
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("source", "kept", "warning"),
    [
        (r"a \foo{one}{two} b", "<p>a one two b</p>", r"\foo is not known here; its text was kept."),
        (r"a \foo[opt]{one} b", "<p>a one b</p>", r"\foo is not known here; its text was kept."),
        (r"\outer{x \inner{y}}", "<p>x y</p>", r"\inner is not known here; its text was kept."),
        (r"a \lonely b", "<p>a b</p>", r"\lonely is not known here; it was left out."),
        (r"\begin{strange} text \end{strange}", "text", r"\begin{strange} is not known here; it was left out."),
        (r"$a \strange{b}$", "<img", r"\strange is not known in formulas; it is shown as text."),
        ("Print {%oops%}.", "<p>Print", "1 closing braces are missing; they were added at the end."),
        (r"x \includegraphics{gone.png}", "<p>x </p>", "the picture 'gone.png' is missing; it was left out."),
    ],
)
def test_what_is_not_understood_is_kept_and_named(source: str, kept: str, warning: str) -> None:
    statement = made(source)
    assert kept in statement.html
    assert f"{FILE}: {warning}" in statement.warnings


def test_a_formula_that_cannot_be_drawn_is_shown_as_tex() -> None:
    statement = made(r"$" + "{" * 20 + "x" + "}" * 20 + "$ and $n$")
    assert "<code>{{{" in statement.html
    assert "cannot be drawn; it is shown as TeX" in statement.warnings[0]
    assert "<img" in statement.html


def test_files_beside_the_statement_can_be_included() -> None:
    part = rb"from \emph{there}"
    assert made(r"\input{part}", **{"part.tex": part}).html == "<p>from <em>there</em></p>\n"
    code = made(r"\lstinputlisting{a.c}", **{"a.c": b"x = 1; % 2"}).html
    assert code == "<pre><code>x = 1; % 2</code></pre>\n"


def test_what_cannot_be_read_at_all_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidInput, match=r"problem\.en\.tex, line 3: the LaTeX cannot be read: unexpected"):
        made("a\n\\begin{itemize}\n")
