"""Labels out to folders and tables, and labels in from them. Plain files, no Qt."""
