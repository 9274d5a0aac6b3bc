"""What any welfare product needs: Persian, days, money, identity, sight and audit; it knows no family."""
