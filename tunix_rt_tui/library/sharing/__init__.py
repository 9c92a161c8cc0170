"""A single trace for people elsewhere: as Markdown, as a page of HTML, or in a pager."""
