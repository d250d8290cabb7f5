"""The nouns of the product and pure functions on them."""
