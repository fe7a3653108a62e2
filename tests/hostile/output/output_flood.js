// expect: OLE
const block = "x".repeat(65536);
for (;;) require("fs").writeSync(1, block);
