"""我来讲党课: members write lessons of their own and hand them in.

A submission is a draft lesson with an author, in the workflow of the place where it lies; nobody but its author and the reviewers
sees it or its files until it is published.
"""
