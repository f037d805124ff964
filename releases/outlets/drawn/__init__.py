"""Pictures that are drawn: social cards, charts and maps for a newsroom to take.

Enters: a public edition and the mission's imprint. Leaves: PNG and SVG, drawn when they are asked for and not before.
"""
