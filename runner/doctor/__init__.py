"""Which engine is here, is it sound, do its limits bite: facts about the sandbox, each with one fix."""
