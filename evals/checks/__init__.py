"""What is looked for in conversations with a model, one small class each.

Those of a draft (`form`, `heard`, `asked`, `said`, `guided_by`, `suggested`) judge what the model wanted to say, before
anything was verified: they say how good a model is. Those of the outcome (`outcome`, `briefing`, `spending`) judge what
reached the person, the record and the endpoint: they say whether the product holds, whatever the model does.
"""
