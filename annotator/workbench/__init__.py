"""What one person has open: article, annotation, selection, history; it announces what happens."""
