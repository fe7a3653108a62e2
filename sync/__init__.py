"""Room 3 and 4 of the house: keep everything on this device, encrypted; bring it to the server, in order, once.

`store` is the encrypted store of one attempt, `client` speaks the protocol, `engine` moves what the store holds,
`clock` knows the server's time. Nothing here knows windows, devices or containers.
"""
