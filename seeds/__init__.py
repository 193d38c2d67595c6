"""seeds reads articles and finds what is said to have happened. It knows language and no map."""
