// Right, but moves the whole queue at every boarding.
const [head, buses, people] = require("fs")
  .readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));
const room = head[2];
buses.sort((a, b) => a - b);
people.sort((a, b) => a - b);
let waiting = people;
let waited = 0;
for (const bus of buses) {
  const boarding = waiting.filter((person) => person <= bus).slice(0, room);
  for (const person of boarding) waited += bus - person;
  waiting = waiting.slice(boarding.length);
}
console.log(waited, waiting.length);
