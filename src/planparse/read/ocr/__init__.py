"""Reads pages that are pictures: scans in PDFs, and picture files. Tesseract and OpenCV are needed only here."""
