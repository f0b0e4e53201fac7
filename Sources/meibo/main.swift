print("meibo")
