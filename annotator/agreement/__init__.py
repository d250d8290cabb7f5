"""How far annotators agree, what they do not agree on, and what they say together; pure, numpy alone."""
