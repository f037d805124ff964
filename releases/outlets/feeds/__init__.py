"""Feeds of what is public, for readers' programs: Atom, RSS and JSON Feed of everything, a section, a topic, a person.

Enters: public editions of one language, newest first. Leaves: entries with the whole text of each.
"""
