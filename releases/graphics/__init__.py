"""Charts, maps and cards, drawn.

Values and ready labels enter; SVG and, of an SVG, PNG leave. Nothing is read from the database or a request here, and
nothing is formatted: whoever calls brings the words and the numbers as the reader's language writes them.
"""
