"""The command line: the same services as the screens, for people without hands and for machines."""
