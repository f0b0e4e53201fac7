import Testing

/// How `meibo cleanse-values` takes its lines; what it makes of them is tested with the cleansing.
struct CleanseValuesTests {
  @Test("cleanse-values answers each line before the next is given")
  func lineByLine() throws {
    let result = try BuiltCommand.bash(
      """
      coproc "$meibo" cleanse-values --type int
      for line in １ '2 ' three; do
        echo "$line" >&"${COPROC[1]}"
        read -r -t 60 answer <&"${COPROC[0]}" && echo "$answer"
      done
      """)
    #expect(
      result.output == """
        {"in":"１","out":1,"issue":null}
        {"in":"2 ","out":2,"issue":null}
        {"in":"three","out":null,"issue":"bad_number"}

        """)
  }

  @Test(
    "cleanse-values answers up to a line that is not UTF-8, and does not repeat it",
    arguments: [
      (#"a\nb\n\x82\xa0\nc\n"#, 3, ["a", "b"]), (#"\xff"#, 1, []),
      (#"a\r\n\n\xed\xa0\x80\n"#, 3, ["a\\r", ""]),
    ])
  func notUTF8(_ input: String, _ line: Int, _ answered: [String]) throws {
    let result = try BuiltCommand.bash("printf '\(input)' | \"$meibo\" cleanse-values --type text")
    #expect(result.exitCode == 65)
    try #require(result.lines.count == answered.count)
    for (row, text) in zip(result.lines, answered) {
      #expect(row.hasPrefix("{\"in\":\"\(text)\","))
    }
    #expect(
      result.errors == """
        meibo: error: line \(line) of standard input is not UTF-8
          help: convert it first, such as with 'iconv -f CP932 -t UTF-8'

        """)
  }

  @Test("long lines, lines of nothing and a last line without an end are answered")
  func lines() throws {
    let long = String(repeating: "長い", count: 50_000)
    let result = try BuiltCommand.meibo.run(
      ["cleanse-values", "--type", "text"], input: "a\n\n\(long)\nb")
    #expect(result.exitCode == 0)
    #expect(
      result.lines == [
        #"{"in":"a","out":"a","issue":null}"#, #"{"in":"","out":null,"issue":null}"#,
        #"{"in":"\#(long)","out":"\#(long)","issue":null}"#,
        #"{"in":"b","out":"b","issue":null}"#,
      ])
  }

  @Test("input that cannot be read is an error")
  func unreadable() throws {
    let result = try BuiltCommand.bash("\"$meibo\" cleanse-values --type text < /")
    #expect(result.exitCode == 65)
    #expect(result.errors == "meibo: error: cannot read standard input: is a directory\n")
  }
}
