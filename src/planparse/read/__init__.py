"""From the bytes of a file to its blocks in reading order: one reader per kind of file, chosen by content."""
