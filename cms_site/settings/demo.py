"""The demonstration (``make demo``): no variable is needed; with its first ten seconds and accounts to enter with one click.

Never for a real site: whoever opens the address is signed in without a password.
"""

from .development import *  # noqa: F403

# As visitors of a real site see it: an address that is not there leads to our page and not to Django's for developers.
DEBUG = False
WHITENOISE_USE_FINDERS = True  # nothing has to be collected first
QUEBU_DEMO = True
