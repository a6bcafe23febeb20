"""The batch on a Ray cluster: files anywhere, read by many machines, into a lake of Parquet parts."""
