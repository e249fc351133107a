"""Cases, stub models, scripted stakeholders and benchmarks: what says whether the product still does its job."""
