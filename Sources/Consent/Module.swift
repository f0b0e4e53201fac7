// placeholder while the module is being made
