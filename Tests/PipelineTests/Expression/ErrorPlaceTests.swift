import Testing

/// An error in an expression points at its character, however the expression is written.
struct ErrorPlaceTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The value of the condition, from behind its key on line 22.
    let written: String
    let place: String

    init(_ name: String, _ written: String, _ place: String) {
      testDescription = name
      self.written = written
      self.place = place
    }
  }

  @Test(
    "an expression error has the line and column of the file",
    arguments: [
      Case("plain", " not piad", "22:16"),
      Case("plain, indented further", "     not piad", "22:20"),
      Case("plain on the next line", "\n    not piad", "23:9"),
      Case("plain over two lines", " paid\n    and not piad", "23:13"),
      Case("plain over lines with an empty one", " paid\n\n    and not piad", "24:13"),
      Case("plain behind wide letters", " order_email = '店舗の名' and piad", "22:37"),
      Case("single quotes", " 'not piad'", "22:17"),
      Case("single quotes with doubled ones", " 'status = ''open'' and piad'", "22:35"),
      Case("single quotes over two lines", " 'paid and\n    piad'", "23:5"),
      Case("double quotes", " \"not piad\"", "22:17"),
      Case("double quotes with escapes", " \"order_email = '\\\"\\u5e97\\\\' and piad\"", "22:44"),
      Case("double quotes with a folded line", " \"paid \\\n    and piad\"", "23:9"),
      Case("double quotes with a line feed", " \"paid\\nand piad\"", "22:23"),
      Case("folded", " >-\n    not piad", "23:9"),
      Case("folded, second line", " >-\n    paid and\n    not piad", "24:9"),
      Case("folded with an empty line", " >-\n    paid and\n\n    not piad", "25:9"),
      Case("folded with a deeper line", " >-\n    paid and\n      not piad", "24:11"),
      Case("folded with a comment on its head", " >- # why\n    paid and\n    not piad", "24:9"),
      Case("literal", " |\n    paid and\n    not piad", "24:9"),
      Case("literal with its indentation said", " |2-\n      piad", "23:7"),
      Case("an anchor before it", " &x not piad", "22:19"),
      Case("an anchor before a folded one", " &x >-\n    not piad", "23:9"),
      Case("a tag before it", " !!str 'not piad'", "22:23"),
      Case("the end of a plain one", " piad and", "22:20"),
    ])
  func place(_ row: Case) throws {
    let folder = DefinitionFolder(
      "sources/orders.yml", " not paid and due_on < today", row.written)
    let first = try #require(try folder.errors().first)
    #expect(first.hasPrefix("sources/orders.yml:\(row.place): error: "), "\(first)")
  }

  @Test(
    "an error past the last character stands behind it",
    arguments: [
      (" paid and", "22:20"), (" 'paid and'", "22:21"), (" \"paid and \"", "22:21"),
      (" >-\n    paid\n    and\n", "24:8"), (" |\n    paid and\n\n", "23:13"), ("", "22:11"),
      (" ''", "22:13"),
    ])
  func end(written: String, place: String) throws {
    let folder = DefinitionFolder(
      "sources/orders.yml", " not paid and due_on < today", written)
    #expect(
      try folder.errors() == [
        "sources/orders.yml:\(place): error: expected a value, found the end"
      ])
  }

  @Test("a line break of any kind ends a line")
  func lineBreaks() throws {
    var folder = DefinitionFolder(
      "sources/orders.yml", "not paid and due_on < today", ">-\n    paid and\n    piad")
    folder.files["sources/orders.yml"] = folder.files["sources/orders.yml"]?
      .replacing("\n", with: "\r\n")
    #expect(try folder.errors().first?.hasPrefix("sources/orders.yml:24:5: error: ") == true)
  }
}
