"""Who the families are: persons, households, circumstances; rosters in and out."""
