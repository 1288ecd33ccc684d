"""What is safe after the program was cut off, and the typed texts that wait to be stored."""
