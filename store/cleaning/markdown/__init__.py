"""Markdown with its front matter, read by markdown-it-py."""
