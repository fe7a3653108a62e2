const [head, buses, people] = require("fs")
  .readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));
const [, p, room] = head;
buses.sort((a, b) => a - b);
people.sort((a, b) => a - b);
let waited = 0;
let first = 0;
for (const bus of buses) {
  for (let boarded = 0; boarded < room && first < p && people[first] <= bus; boarded++) {
    waited += bus - people[first++];
  }
}
console.log(waited, p - first);
