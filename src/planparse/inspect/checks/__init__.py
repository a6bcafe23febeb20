"""One module for each thing that is asked of a draft: a function from the draft to findings."""
