"""The directory in the Wagtail admin."""
