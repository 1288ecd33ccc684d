"""Digital signatures: signing PDFs (PAdES) with key files and tokens, and telling offline what a signature is worth."""
