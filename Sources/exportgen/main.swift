print("exportgen")
