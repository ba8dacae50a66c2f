"""Scripts that make what the package ships: tables, weights, models. None of them runs in the package."""
