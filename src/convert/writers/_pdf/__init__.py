"""Parts of the PDF writer: the libraries, the faces, Chinese line setting, the structure tree. Only these import WeasyPrint."""
