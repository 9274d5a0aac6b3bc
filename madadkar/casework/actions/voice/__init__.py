"""What families say: complaints, suggestions, thanks, and what they answer when asked."""
