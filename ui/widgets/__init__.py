"""Small parts that all screens share."""
