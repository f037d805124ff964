"""Bytes: what comes in as a file and what goes out as one.

Enters: a file somebody uploads. Leaves: renditions, made by us, under names that are their own digests.
Never here: who may see it, or when; nothing a client sends becomes a path. Pillow stops here.
"""
