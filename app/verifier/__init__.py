"""`recrutr verify`: an independent check of an attempt's evidence, with nothing but the file and public keys.

It shares with the writing side only canonical JSON, Ed25519 and the unwrapping of keys; chain, batches, frames and
fragments are walked here from docs/protocol.md, so that a fault of the writer is not repeated by its judge.
"""
