"""The batch as a watch: a folder whose files are taken in as they arrive, whole ones only."""
