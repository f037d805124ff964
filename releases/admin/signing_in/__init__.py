"""The one door to the desk, and each person's own page.

In: a user name, a password, a second factor. Out: a session that is verified. Never: another way in, or a word on
whether an account exists. The rules of factors and sessions are in `authoring.signing_in`.
"""
