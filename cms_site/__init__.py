"""The ready-made site. Not part of the package."""
