// expect: RAN
// One line just inside the limit: a reader that works line by line holds all of it.
process.stdout.write("\u202e".repeat(300000));
