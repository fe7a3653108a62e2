"""Search and replace in one document: the bar, what is looked for, and the view that is searched."""
