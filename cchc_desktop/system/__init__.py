"""What every layer needs of the machine: clock, paths, files, faults, passwords, logs."""
