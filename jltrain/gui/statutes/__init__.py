"""法规: reading an article or a whole statute, and the library of statutes."""
