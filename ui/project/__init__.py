"""The files of a problem: tree, tabs, and the search through all of them."""
