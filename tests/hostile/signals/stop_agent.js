// expect: RAN held
// The same from JavaScript, with the group and everybody as targets as far as this very program survives it.
const held = [];
for (const name of Object.keys(require("os").constants.signals)) {
    try {
        process.on(name, () => {});
    } catch (error) {
        held.push(name);
    }
    try {
        process.kill(1, name);
    } catch (error) {
        held.push(name);
    }
}
process.exitCode = 0;
console.log("held");
process.exit(0);
