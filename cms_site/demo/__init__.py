"""The sample organisation and its sample year. Everything goes through the product's own doors."""
