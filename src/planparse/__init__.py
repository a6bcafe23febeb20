"""planparse reads the plans of Vietnamese communes into DuckDB, so that they can be compared."""

__version__ = "0.4.0"

__all__ = ["__version__"]
