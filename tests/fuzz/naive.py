class NotKnown(Exception): pass
def answer(*a, **k): raise NotKnown
