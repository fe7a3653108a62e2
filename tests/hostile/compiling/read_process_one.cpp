// expect: CE
// The compiler runs in the same kind of box: process 1 is closed to it as well.
asm(".incbin \"/proc/1/environ\"");
int main() {}
