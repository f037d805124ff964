"""The application. Its folders sort in the order in which things flow; imports look upstream only.

assets (bytes) -> authoring (what staff edit) -> editions (the record) -> outlets (ways out) and admin (the desk).
"""
