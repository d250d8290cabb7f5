"""What a person can do, by name: each command is a title, keys, a condition and one function."""
