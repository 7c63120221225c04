"""The guided story on the page: the panel that tells a step, and all steps as one page to read or print."""
