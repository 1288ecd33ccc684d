"""CCHC Desktop: the public administration reform work of a commune, without a network."""
