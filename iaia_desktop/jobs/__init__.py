"""Long work as plain generators that yield progress and take a cancel token. No Qt."""
