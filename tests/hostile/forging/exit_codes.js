// expect: RTE
// Says that it was right, and ends with the code by which validators say so.
console.log("AC");
console.error("42 accepted");
process.exitCode = 42;
