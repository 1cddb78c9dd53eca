"""Admin screens of requirements that are no plain lists."""
