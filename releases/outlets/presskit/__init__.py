"""The press kit of a release: one ZIP of exactly what is public now, made while it is sent.

Enters: the public editions of one release. Leaves: texts, quotes, figures, pictures at full size, credits.
"""
