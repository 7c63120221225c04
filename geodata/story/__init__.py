"""The guided story of the 2017 article: each step as a state of the page, in words and figures."""
