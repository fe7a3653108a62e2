const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [b, p, c] = lines[0].split(" ").map(Number);
const buses = lines[1].split(" ").map(Number);
const people = lines[2].split(" ").map(Number);

// Print two numbers: the minutes waited together, and how many people walk home.
