"""What runs in a process of its own, with little memory and little time: everything that decodes a stranger's file.

Enters: one job as JSON on standard input, with paths chosen by us. Leaves: one JSON answer on standard output, and
files in the folder of the job. Never here: Django, the database, the network, a name that a client sent.
"""
