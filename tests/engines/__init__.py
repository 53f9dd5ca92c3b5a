"""The real browser engines, driven to hold their profiles to them."""
