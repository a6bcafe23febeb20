"""What holds between plans: the same task in several communes."""
