"""Lists of places in an article: headings, marks, links; and following a link."""
