"""The agreement page: the table of numbers, plots in step with it, and the way to the conflicts behind."""
