"""The writing screen's parts: its blocks, its exact preview, and what its search fields find.

What is on the screen goes in; a page, a mail, JSON come out. The preview keeps nothing of what it was given.
"""
