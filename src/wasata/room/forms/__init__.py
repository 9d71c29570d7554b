"""What people type: checked once, at the edge."""
