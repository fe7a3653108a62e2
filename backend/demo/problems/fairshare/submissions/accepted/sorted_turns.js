// A different right answer: from the heaviest to the lightest, one parcel each in turn.
const [, second] = require("fs").readFileSync(0, "utf8").split("\n");
const weights = second.split(" ").map(Number);
const order = weights.map((_, index) => index).sort((a, b) => weights[b] - weights[a]);
const letters = new Array(weights.length);
order.forEach((index, turn) => (letters[index] = turn % 2 ? "B" : "A"));
console.log(letters.join(""));
