"""Tables and reports that come in. Every file is read whole, checked, and only then used."""
