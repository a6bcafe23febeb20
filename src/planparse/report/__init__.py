"""What people look at: comparisons, query results, exports, scores. Reads the database and knows no stage."""
