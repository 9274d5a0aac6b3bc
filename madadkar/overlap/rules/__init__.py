"""Rules of the overlap room: the life of a case, kinds of overlap, who leads, its cost, what is signed."""
