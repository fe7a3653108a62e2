// expect: TLE wall
setInterval(() => {}, 1000);
process.on("SIGTERM", () => {});
