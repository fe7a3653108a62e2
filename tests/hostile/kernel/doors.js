// expect: RAN held
// What JavaScript itself offers of all this: other users, priorities, native code from the image, an inspector port.
const os = require("os");
const through = [];
const attempts = {
    setuid: () => process.setuid(0),
    setgid: () => process.setgid(0),
    setgroups: () => process.setgroups([0]),
    initgroups: () => process.initgroups("root", 0),
    "priority of process 1": () => os.setPriority(1, 19),
    "own priority": () => os.setPriority(0, -20),
    "host name": () => { if (os.hostname() !== "box") return; throw new Error("as it should be"); },
    "write agent": () => require("fs").appendFileSync("/usr/lib/recrutr/agent.py", "x"),
    "network interfaces": () => { if (Object.keys(os.networkInterfaces()).some((name) => name !== "lo")) return; throw new Error("none"); },
};
for (const [name, attempt] of Object.entries(attempts)) {
    try {
        attempt();
        through.push(name);
    } catch (error) {
        // refused
    }
}
try {
    require("inspector").open(0, "127.0.0.1");
    if (require("inspector").url()) through.push("inspector");
} catch (error) {
    // refused
}
console.log(through.length ? `escaped ${through}` : "held");
process.exit(0);
