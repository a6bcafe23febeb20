"""Many files into one database: which files, read by whom, stored when."""
