"""Pages of HTML: trafilatura says which words are the article's, the stages here what of the page stands in the text."""
