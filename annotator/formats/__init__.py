"""Reading and writing files: one module a format, and the cleaning of what is read."""
