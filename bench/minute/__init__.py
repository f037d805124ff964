"""The release minute: what happens at T when everybody asks for a page that was not there a moment before."""
