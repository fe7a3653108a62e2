// expect: MLE|RTE|TLE
// Threads of the JavaScript engine, each of which starts more.
const { Worker } = require("worker_threads");
for (let count = 0; count < 16; count++) new Worker(__filename).on("error", () => {});
setInterval(() => {}, 1);
