"""After a cut: what is safe, and the typed texts that wait to be stored."""
