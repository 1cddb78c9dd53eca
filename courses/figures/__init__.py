"""The trainer's figures: how each lesson fares, what is out of date, what has nothing to do in it. Numbers, never names."""
