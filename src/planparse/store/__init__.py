"""Records in DuckDB. Importing this package does not import duckdb: workers prepare rows without it."""
