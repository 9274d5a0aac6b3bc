"""Linkage without showing lists: two agencies encode, a linkage unit compares, only references come back."""
