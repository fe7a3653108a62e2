// expect: CE|RTE|MLE
// More room than there are addresses, none of it in the file.
#include <cstdio>
char block[1UL << 46];
int main() { std::printf("%d\n", block[1UL << 45]); }
