"""What lightens writing: words offered, several cursors, folding and brackets by key."""
