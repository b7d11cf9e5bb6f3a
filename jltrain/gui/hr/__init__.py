"""人事: the roster, collected sheets, three-year coverage."""
