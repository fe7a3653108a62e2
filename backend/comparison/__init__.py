"""Attempts at one assessment side by side: problems, rubric, decision, with sample sizes and intervals."""
