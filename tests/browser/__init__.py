"""What people see: pages in a real browser, over a small world with everybody in it."""
