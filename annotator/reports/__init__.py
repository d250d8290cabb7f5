"""Pages for people to keep: agreement, and what became of an annotator's work; HTML made from values."""
