"""Reading: the library as answers and posts show it, asked from the loop and put into words."""
