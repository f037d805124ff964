"""The index of the record for reading: of what each edition treats, and the words by which it is found.

Enters: the content of an edition, in the transaction that writes it. Leaves: identities of editions that are
public at an instant. Never here: a word that is not in an edition, or an answer to which the law was not applied.
"""
