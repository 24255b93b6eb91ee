"""One page, one file: title, filters, ask, figure, source note, download."""
