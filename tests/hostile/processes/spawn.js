// expect: RTE|TLE
const { spawn } = require("child_process");
setInterval(() => spawn(process.execPath, [__filename], { stdio: "inherit", detached: true }), 1);
