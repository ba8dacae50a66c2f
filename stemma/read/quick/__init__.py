"""The fast path: a page's article by one pass over its markup and a small learned score, without a tree in Python.

``quick_lines`` writes the page's lines, ``line_table`` measures them, ``forest`` scores them, ``quick_body`` chooses
the body and says how sure it is, ``quick_article`` makes an article of it.
"""
