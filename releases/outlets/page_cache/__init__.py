"""Whole answers kept above Django: what everybody may read, for as long as it is so.

Enters: anonymous GET and HEAD, and what Django answers to them. Leaves: the same bytes, from memory. Never here: what
one person may read, an answer of which nobody said that it is for everybody, and anything beyond the next interval
end. See docs/caching.md.
"""
