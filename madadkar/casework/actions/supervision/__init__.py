"""How an office watches over its centres, and over its own terms and limits."""
