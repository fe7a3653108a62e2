// expect: TLE wall
// Waits on shared memory that nobody will ever wake.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
