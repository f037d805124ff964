"""Briefings as iCalendar (RFC 5545): one that a program subscribes to, and a file for each briefing.

Enters: public briefings, and those withdrawn within the window. Leaves: events in the mission's zone.
Never here: a date that is not known to the day, or the place of what was withdrawn.
"""
