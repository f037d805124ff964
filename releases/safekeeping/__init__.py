"""Backup and restore: the whole installation as one archive, and back.

Enters: a database that is being written to, and the media store. Leaves: one tar with checksums, sealed with age where
a recipient is named; from it an installation on an empty machine.
Never here: a second telling. What may have been sent before the backup was restored is not sent again.
"""
