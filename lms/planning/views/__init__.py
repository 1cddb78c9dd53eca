"""Admin screens about levels that somebody has to look at."""
