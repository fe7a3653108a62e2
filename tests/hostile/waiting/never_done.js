// expect: TLE
setInterval(() => {}, 1000);
process.on("SIGTERM", () => {});
