"""Everything that is made of a gazetteer to be searched: keys, and the catalogue that files forms under them."""
