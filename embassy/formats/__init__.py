"""How the desk writes dates: in every language alike, year first, by a clock of 24 hours.

Django has no formats of its own for Kazakh and Urdu and falls back to American ones. Readers are told by Babel.
"""

DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y-m-d H:i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
