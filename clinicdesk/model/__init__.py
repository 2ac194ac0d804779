"""The nouns: frozen records without behaviour beyond what their own fields say."""
