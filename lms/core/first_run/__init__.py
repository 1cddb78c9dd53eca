"""The first run in the admin: the list of steps on its home, the page that imports sheets, the button that opens the site."""
