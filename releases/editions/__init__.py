"""The record: editions with the interval in which each is public, and the journal of every act on them.

Enters: a submission of working copies. Leaves: `public(t)`, through `editions.reading` alone.
Never here: a change to what is or was public at any instant up to now; a join back to a working copy.
"""
