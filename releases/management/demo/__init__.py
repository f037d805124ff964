"""The founding briefing, as a demonstration: its words by language, and how it is put together and published."""
