"""Parts of the DOCX writer: each module writes one part of the package, or one kind of content."""
