"""What planparse says to people, in Vietnamese and in English."""
