"""The nouns of planparse: frozen values that pass from room to room, without behaviour of their own."""
