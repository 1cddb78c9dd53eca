"""The demonstration (``make demo``): as on one's own machine, with its first ten seconds and accounts to enter with one click.

Never for a real site: whoever opens the address is signed in without a password.
"""

from .development import *  # noqa: F403

QUEBU_DEMO = True
