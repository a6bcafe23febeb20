"""Builds every sample plan, and its gold, from one YAML file."""
