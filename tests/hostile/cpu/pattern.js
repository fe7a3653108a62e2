// expect: TLE cpu
// A pattern that needs twice as long for each character more, inside a call that cannot be interrupted from JavaScript.
setTimeout(() => process.exit(0), 10);
console.log(/^(a+)+$/.test("a".repeat(60) + "b"));
