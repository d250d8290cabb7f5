"""Pre-highlighting: spaCy in, mentions out; what the model gets wrong by habit is set right here."""
