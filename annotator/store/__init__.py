"""One database: its tables, how articles and annotations go in and out, and how it comes up to date."""
