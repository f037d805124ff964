"""How fast the site and the API answer, beside nginx (the limit), bare Granian (the floor) and two peers."""
