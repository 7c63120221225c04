"""The page as a whole: frame, filters, legend, insights, notices, and the answers that change it."""
