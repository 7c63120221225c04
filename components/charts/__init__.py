"""What all charts are drawn with: type, axes, marks; and the charts of adoptions. No trends."""
