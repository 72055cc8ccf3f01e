"""Files that go out, one a format; tables are made once and written in each."""
