"""Where everybody who was invited stands: stages, notes, bulk actions with undo, saved views."""
