"""Words for what people are called, as suggestions: honorifics are free text."""

HONORIFICS = ("Ms", "Mr", "Mx", "Dr", "Prof.", "H.E.", "Mayor", "Hon.", "Rev.", "Sir", "Dame")
