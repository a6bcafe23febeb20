"""The report that people look at: one HTML file that holds its data, its charts and everything else that it needs."""
