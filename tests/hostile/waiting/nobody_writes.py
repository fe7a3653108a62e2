# expect: TLE wall
# Reads from a pipe whose other end it holds itself: the end of the file never comes.
import os

reader, writer = os.pipe()
os.read(reader, 1)
