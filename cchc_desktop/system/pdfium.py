"""PDFium serves one thread at a time: whoever opens, draws or reads a PDF with it takes ``PDFIUM`` first."""

import threading

PDFIUM = threading.Lock()
