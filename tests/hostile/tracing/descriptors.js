// expect: RAN held
// Descriptors of others by their links, and its own that it should not have been given.
const fs = require("fs");
const found = [];
for (const name of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    for (let descriptor = 0; descriptor < 64; descriptor++) {
        try {
            fs.closeSync(fs.openSync(`/proc/${name}/fd/${descriptor}`, "r+"));
            found.push(`${name}/${descriptor}`);
        } catch (error) {
            // closed to us
        }
    }
}
for (let descriptor = 0; descriptor < 3; descriptor++) {
    const kind = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
    if (!kind.startsWith("pipe:")) found.push(kind);
}
console.log(found.length ? `escaped ${found}` : "held");
