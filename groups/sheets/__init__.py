"""What the pages show, gathered in a fixed number of queries into plain objects, so that templates only print."""
