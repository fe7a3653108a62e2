// expect: CE
// The same with the terminal, which must not be there.
#include "/dev/tty"
int main() {}
