"""The article as it is read and marked: set like a page, painted over Qt's text layout."""
