"""What `./recrutr` does before anything is installed: system packages, environment, engine, then the word.

Standard library only. Writes nothing outside the checkout except through apt and the container engine.
"""
