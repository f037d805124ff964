"""What the staff are told by mail: a cursor over the journal, and a queue of mails to one person each.

Enters: entries of the journal. Leaves: mails, by `manage.py deliver`.
Never here: anything that an act waits for; words of a draft other than its title.
"""
