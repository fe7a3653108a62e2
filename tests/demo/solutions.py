"""What the scripted candidate types: with mistakes first, then the corrections. Data only.

Problem A (Two Couriers) gets a right answer in Python; problem B gets one in JavaScript that is right for the small
groups only.
"""

from __future__ import annotations

FIRST_WRONG = """
letters = []
ada = bo = 0
for weight in weigths:
    if ada < bo:
        letters.append("A")
"""
"""Typed first: a misspelt name and a rule that is the wrong way round. It is erased again."""

FIRST_RIGHT = """
letters = []
ada = bo = 0
for weight in weights:
    if ada <= bo:
        ada += weight
        letters.append("A")
    else:
        bo += weight
        letters.append("B")
print("".join(letters))
"""
FIRST_PASTED = "# each parcel goes to whoever carries less so far\n"
"""Pasted from outside, as somebody does from their notes."""
FIRST_OWN_INPUT = "4\n7 1 1 5\n"
SECOND_PARTIAL = """const [first, second, third] = require("fs").readFileSync(0, "utf8").split("\\n");
const [b, p, c] = first.split(" ").map(Number);
const buses = second.split(" ").map(Number).sort((x, y) => x - y);
let people = third.split(" ").map(Number).sort((x, y) => x - y);

let waited = 0;
for (const bus of buses) {
  const here = people.filter((at) => at <= bus).slice(0, c);
  for (const at of here) waited += bus - at;
  people = people.slice(here.length);
}
console.log(waited, people.length);
"""
"""Right, but looks at everybody again for every bus: too slow for the largest group."""
SECOND_SCORE, SECOND_MAX = 60, 100
LEAVING_MARK = "quartzine"
"""A word that only the second candidate writes; after the deletion nothing may hold it."""
LEAVING_TYPED = f"""
# {LEAVING_MARK}
print("A" * n)
"""
SPOKEN = (
    "I give each parcel to whoever carries less so far. Then the difference can never grow beyond the heaviest parcel. "
    "Let me run the samples, and then hand it in."
)
