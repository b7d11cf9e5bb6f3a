"""Banks that meet: merging another one in, bank packages received and made."""
