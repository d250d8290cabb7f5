"""Training spaCy pipelines on annotations: examples, learning, scores; spaCy is imported where it is used."""
