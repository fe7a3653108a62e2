"""The bundled problem of the practice: our own, small, in the form in which every problem comes. Data only."""

from __future__ import annotations

from protocol.saying import to_say
from protocol.verdicts import LanguageId
from protocol.wire import ProblemView, Sample

TITLE = to_say("Practice")
LANGUAGES = (
    LanguageId.PYTHON,
    LanguageId.CPP,
    LanguageId.C,
    LanguageId.JAVA,
    LanguageId.JAVASCRIPT,
    LanguageId.TYPESCRIPT,
    LanguageId.GO,
    LanguageId.RUST,
)
"""Offered where no assessment says which: before a code was entered."""
_STATEMENT = to_say("""
<p>A garden is watered by rain alone. For each of the last <em>n</em> days you know how many millimetres fell. A
<em>dry spell</em> is a run of days, one after the other, on which nothing fell at all.</p>
<p>Find the length of the longest dry spell.</p>
<h3>Input</h3>
<p>The first line holds <em>n</em>, the number of days (1 to 1 000). The second line holds <em>n</em> whole numbers from
0 to 300, one for each day, separated by single spaces.</p>
<h3>Output</h3>
<p>One line with the length of the longest dry spell; 0 when it rained every day.</p>
<h3>Try this</h3>
<ul>
<li>Press Ctrl+Enter to run your program on the samples.</li>
<li>Add a case of your own beside them, and keep it.</li>
<li>Submit, change something, and look at the list of problems.</li>
<li>Open the settings (Ctrl+,) and make the editor yours: they stay.</li>
</ul>
""")
_PYTHON = """n = int(input())
days = [int(part) for part in input().split()]

# Find the longest run of zeros in days, and print its length.
print(0)
"""

PROBLEM = ProblemView(
    problem="019a0000-0000-7000-8000-000000000001",
    label="A",
    title=to_say("Dry spell"),
    statement_html=_STATEMENT,
    samples=[
        Sample(name="sample1", input="7\n0 0 3 0 0 0 12\n", answer="3\n"),
        Sample(name="sample2", input="3\n5 1 2\n", answer="0\n"),
        Sample(name="sample3", input="1\n0\n", answer="1\n"),
    ],
    time_limit_ms=2000,
    memory_limit_bytes=512 * 1024 * 1024,
    output_limit_bytes=1024 * 1024,
    custom_validator=False,
    validator_flags=[],
    templates={LanguageId.PYTHON.value: _PYTHON},
)
