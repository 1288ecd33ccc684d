"""The periodic report: outline, figures, narrative, findings, annex of figures, targets, preview."""
