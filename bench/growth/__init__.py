"""What a request costs as the record grows: `python -m bench.growth` (see `__main__`).

Enters: a fictional embassy that published for twenty years. Leaves: `docs/growth.json`, the drawing, a table.
"""
