// Runs apart: the functions of roman.js here call across to the candidate's code.
const assert = require("node:assert");
const test = require("node:test");
const { fromRoman, toRoman } = require("../roman.js");

test("every number there and back", () => {
  const seen = new Set();
  for (let number = 1; number <= 3999; number += 37) {
    const text = toRoman(number);
    assert.match(text, /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/);
    assert.strictEqual(fromRoman(text), number);
    seen.add(text);
  }
  assert.strictEqual(seen.size, 109);
});

test("small ones before large ones", () => {
  assert.deepStrictEqual([9, 40, 90, 400, 900, 3999].map(toRoman), ["IX", "XL", "XC", "CD", "CM", "MMMCMXCIX"]);
});

test("what is no numeral is an error", () => {
  for (const wrong of ["", "IIII", "VX", "ix", "MMMM"]) assert.throws(() => fromRoman(wrong), RangeError);
  for (const wrong of [-1, 0, 4000]) assert.throws(() => toRoman(wrong), RangeError);
  assert.strictEqual(toRoman(1), "I");
});
