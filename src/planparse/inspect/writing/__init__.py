"""Findings as people and programs read them: text for a screen, JSON, SARIF 2.1.0."""
