// expect: RAN held
// Nothing of whoever started it: no variable, no argument, no path, no group.
const fs = require("fs");
const allowed = new Set(["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "PYTHONDONTWRITEBYTECODE"]);
const found = Object.keys(process.env).filter((name) => !allowed.has(name));
if (process.env.HOME !== "/box/work") found.push("HOME");
if (process.getuid() === 0 || process.getgid() === 0 || process.getgroups().includes(0)) found.push("root");
for (const name of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
        if (fs.readFileSync(`/proc/${name}/environ`).length) found.push(`environ of ${name}`);
    } catch (error) {
        // closed to us
    }
}
console.log(found.length ? `escaped ${found}` : "held");
