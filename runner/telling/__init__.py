"""How what a program did and wrote is told to people. Pure; must not know of boxes or problems."""
