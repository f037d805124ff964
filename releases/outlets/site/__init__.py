"""The public site: pages in each language, from the record.

Enters: a request, the instant at which it came, and `public(t)`. Leaves: HTML that a cache may check by its tag.
Never here: a working copy, a cookie, a session, or a word about what is not public.
"""
