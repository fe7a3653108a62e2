"""The encrypted store: what must not be lost, one folder per attempt.

attempts   which attempts exist here; create, open, quarantine
store      one attempt: facts in, documents out
writer     the one thread that writes; group commit
outbox     what the server has not confirmed yet
media      sealed segments as files
keys       where the store's key rests
database   the SQLCipher door; schema and migrations
"""
