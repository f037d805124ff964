"""Intake: a text that came from elsewhere, read for what a briefing keeps apart.

Enters: paragraphs, their language, the registers by value. Leaves: proposals, each with its passage and a reason.
Never here: a guess that is taken for accepted, the network, chance; and no row is read or written but in `known` and
`creating`.
"""
