"""What all charts are drawn with: type, axes, marks and parts; and the charts of adoptions."""
