from embassy import formats

# Isolated: among letters that run from the right, day and year would change places.
DATE_FORMAT = SHORT_DATE_FORMAT = f"\u2066{formats.DATE_FORMAT}\u2069"
TIME_FORMAT = f"\u2066{formats.TIME_FORMAT}\u2069"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = f"\u2066{formats.DATETIME_FORMAT}\u2069"
