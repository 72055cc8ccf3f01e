"""The linear program: a network of lines in, the best spend and a proof of it out."""
