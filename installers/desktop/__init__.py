"""Recipes for the candidate's desktop app: the PyInstaller bundle and the .deb around it."""
