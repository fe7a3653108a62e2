// expect: CE
// The assembler takes files in as they are: devices without an end, and what the compiler may not quote.
__asm__(".incbin \"/dev/zero\"");
int main(void) {}
