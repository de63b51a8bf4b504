"""Reading a file that somebody brought, apart from the site: in a process with limits, without database or secrets."""
