"""What the user named in; outputs made anew as long as somebody writes, and a live view of them out."""
