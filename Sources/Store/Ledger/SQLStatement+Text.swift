import Table

extension SQLStatement {
  func bind(_ index: Int, text: String) throws(StoreError) {
    let buffer = ByteBuffer(capacity: text.utf8.count)
    buffer.append(text: text)
    try bind(index, buffer.view)
  }
}
