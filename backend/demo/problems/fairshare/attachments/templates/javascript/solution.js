const lines = require("fs").readFileSync(0, "utf8").split("\n");
const n = Number(lines[0]);
const weights = lines[1].split(" ").map(Number);

// Print one word of n letters, each A or B.
