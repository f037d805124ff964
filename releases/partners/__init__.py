"""Agencies, ministries and journalists whom the mission knows: who they are, and what each may read.

Enters: what an administrator grants at the desk. Leaves: who asks, and how far ahead of the public they may look. Never
here: content of any kind.
"""
