"""Learning a lesson on its page: what was watched and read, what completes it, and what then enters the record."""
