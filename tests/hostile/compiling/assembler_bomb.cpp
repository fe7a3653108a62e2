// expect: CE
// The assembler repeats what the compiler never sees.
asm(".rept 4000000\n .quad 1, 2, 3, 4, 5, 6, 7, 8\n .endr");
int main() {}
