"""Validation while typing: tree-sitter parses in slices, mistakes are told in plain words, no text is changed."""
