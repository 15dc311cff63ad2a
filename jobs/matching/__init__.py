"""Matching everybody with everything: rows as arrays, one fused kernel, results by binary COPY, reasons in words."""
