"""Pages that come with the site: kept as text files in the repository, planted by a command, never over an editor's work."""
