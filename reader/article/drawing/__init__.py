"""What is seen of an article: rows with their marks, the margin, head and foot."""
