"""VIVA: patterns that say what an input must look like (the User's Guide of VIVA 2.1 describes the language).

Guarantees: numbers are those of Java, by which the language is defined: integers of 32 and 64 bits that wrap, floats
and doubles. The modules use each other, the faults of checktestdata and the standard library only: a package's script
is run by them inside a box, whose limits bound what a hostile script or input costs.
"""
