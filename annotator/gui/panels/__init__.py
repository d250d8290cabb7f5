"""What stands beside the article: the queue, and everything that is said about the article."""
