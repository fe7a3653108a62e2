"""The versions of the problem package format, each read by its own rules into the same values."""
