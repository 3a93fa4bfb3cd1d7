"""What is kept on disk: the session file and the embedding cache. SQLite, no Qt."""
