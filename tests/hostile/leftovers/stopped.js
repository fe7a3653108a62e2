// expect: RAN held
// Children that are stopped, in groups of their own, with its streams in their hands.
const { spawn } = require("child_process");
for (let count = 0; count < 5; count++) {
    const child = spawn("sh", ["-c", "kill -STOP $$; while :; do :; done"], { detached: true, stdio: "inherit" });
    child.unref();
}
setTimeout(() => {
    console.log("held");
    process.exit(0);
}, 200);
