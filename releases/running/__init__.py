"""What runs beside the site: workers, when each was last heard of, and what waits for them.

Enters: beats of `manage.py deliver`. Leaves: the state of the installation, for the desk and for `/readyz`.
Never here: anything that a release waits for; publication needs no worker.
"""
