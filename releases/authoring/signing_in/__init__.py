"""How a member of the staff proves who they are: second factors, recovery codes, sessions.

In: passwords that were right, codes, what a passkey signed. Out: the factor that was proven, and the sessions that it
opened. Never here: a secret in clear, at rest; a word on what a person may do once inside.
"""
