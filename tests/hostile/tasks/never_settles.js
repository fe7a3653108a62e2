// A promise that is never kept.
module.exports = { add: () => new Promise(() => {}), triple: () => new Promise(() => setInterval(() => {}, 1000)) };
