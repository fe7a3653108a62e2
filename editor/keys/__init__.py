"""Key maps that differ from Scintilla's own: Vim and Emacs. docs/candidate-keys.md lists every command they have."""
