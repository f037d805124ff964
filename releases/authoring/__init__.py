"""What staff edit: the mission, the registers, releases and their texts. All of it mutable, none of it public.

Enters: what people type. Leaves: rows that `releases.editions.compose` turns into content.
Never here: a reader, an outlet, a rule about time.
"""
