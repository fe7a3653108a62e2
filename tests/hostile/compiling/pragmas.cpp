// expect: CE|RAN held
// What a source may tell the compiler to do: take files for a header, write files, load code into itself.
#pragma GCC pch_preprocess "/tmp/escape.gch"
#pragma GCC plugin "/tmp/escape.so"
#pragma GCC optimize("-fplugin=/tmp/escape.so")
#pragma GCC optimize("-fdump-tree-all=/tmp/escape")
#pragma comment(linker, "/export:escape")
asm(".print \"printed while assembling\"");
asm(".section .note.GNU-stack,\"x\"");
#include <cstdio>
int main() { std::puts("held"); }
