// expect: CE
// One line of source, a gigabyte of program.
#include <cstdio>
char block[1UL << 30] = {1};
int main() { std::puts("escaped"); }
