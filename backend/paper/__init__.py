"""Reports and comparisons on paper: PDF files, signed in the name of the organisation."""
