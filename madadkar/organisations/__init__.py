"""Agencies, offices, charity centres and partner bodies; their people, roles and what each may see."""
