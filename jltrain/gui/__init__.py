from jltrain.gui import overrides

overrides.guard()
