"""What opens over the window: lists to choose from, settings, long work, the scheme, the manual."""
