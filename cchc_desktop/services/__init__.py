"""Use cases. Queries return frozen dataclasses; commands run in one transaction each."""
