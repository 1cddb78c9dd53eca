"""The first run in the admin: the list of steps on its home, the button that opens the site."""
