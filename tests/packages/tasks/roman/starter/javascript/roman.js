function toRoman(number) {
  return "";
}

function fromRoman(text) {
  return 0;
}

module.exports = { toRoman, fromRoman };
