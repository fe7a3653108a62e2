"""Checktestdata: scripts that say what an input must look like (DOMjudge's specification of the language).

Guarantees: integers of any size and decimals are exact. The modules use each other and the standard library only: a
package's script is run by them inside a box, whose limits bound what a hostile script or input costs.
"""
