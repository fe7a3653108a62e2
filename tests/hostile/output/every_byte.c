// expect: RAN
// Every byte there is, sequences that clear a screen, set a title, answer back and turn the reading direction.
#include <stdio.h>
int main(void) {
    for (int byte = 0; byte < 256; byte++) putchar(byte);
    fputs("\033[2J\033]0;title\007\033[6n\033P+q544e\033\\\xe2\x80\xae\xe2\x81\xa6\xff\xfe\xc3\x28\xed\xa0\x80\r\r\b\b", stdout);
    for (int byte = 255; byte >= 0; byte--) putc(byte, stderr);
}
