"""What desktop and backend agree on: words, wire types, journal chain, replay, sealing, errors.

Pure: nothing here opens a file, a socket, a clock or a device; bytes and times come in as arguments.
Both sides import it; it imports neither of them.
"""
