const PARTS = [
  [1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"],
  [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"],
];

function toRoman(number) {
  if (!Number.isInteger(number) || number < 1 || number > 3999) throw new RangeError(`${number} has no numeral`);
  let text = "";
  for (const [value, letters] of PARTS) {
    while (number >= value) {
      text += letters;
      number -= value;
    }
  }
  return text;
}

function fromRoman(text) {
  let number = 0;
  let rest = text;
  for (const [value, letters] of PARTS) {
    while (rest.startsWith(letters)) {
      number += value;
      rest = rest.slice(letters.length);
    }
  }
  if (rest) throw new RangeError(rest);
  return number;
}

module.exports = { toRoman, fromRoman };
