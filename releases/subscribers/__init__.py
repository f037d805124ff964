"""Readers who asked for mail: who they are, what they want, and one row for each thing that each of them is told.

Enters: what a reader asks for on the site; interval ends of the record. Leaves: letters that are due.
Never here: a word that is sent (it is read from the record at sending), or an address after its owner left.
"""
