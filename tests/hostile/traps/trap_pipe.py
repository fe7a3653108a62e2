# expect: RAN held
# sample: yes
# Opening a FIFO for reading waits for ever, unless one is careful; a socket and a folder are no files either.
import os
import socket

try:
    os.mkfifo("out")
except OSError:
    os.mkdir("out")
os.mkdir("feedback")
try:
    socket.socket(socket.AF_UNIX).bind("feedback/judgemessage.txt")
except OSError:
    os.mkdir("feedback/judgemessage.txt")
print("held")
