"""Admin screens of the record that are no plain lists."""
