"""Checks of what is written: small pure functions that read a text and say what they found, and where.

Enters: the words of a release, and the language they are in. Leaves: what was read in them, with offsets.
Never here: a text that is changed, a request, a screen.
"""
