"""Reading of sheets: registry, readers and the import that is all or nothing. Knows no sheet itself."""
