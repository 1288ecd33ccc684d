"""Import of a task table in four steps: choose, look through, compare, take into use."""
