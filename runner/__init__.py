"""Running other people's code: problem packages, languages, images, sandbox engines, judge, feedback.

A library shared by desktop and backend. It knows neither of them, keeps nothing, and imports only `protocol`.
"""
