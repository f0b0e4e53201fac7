import Testing

struct ReadmeSessionTests {
  static let markdown = """
    # A title
    ```console
    $ meibo check
    all is well

    $ meibo show 'two words' \\
        --format csv
    a,b
    1,2
    ```
    ```swift
    $ not this
    ```
    ```console
    $ meibo run
    $ cat > file <<'EOF'
    $ a
    EOF
    $ cat file
    a
    ```
    """

  @Test("commands are found with what stands under them")
  func steps() {
    let steps = ReadmeSession(markdown: Self.markdown).steps
    #expect(
      steps.map(\.command) == [
        "meibo check", "meibo show 'two words'     --format csv", "meibo run",
        "cat > file <<'EOF'\n$ a\nEOF", "cat file",
      ])
    #expect(
      steps.map(\.output) == [["all is well", ""], ["a,b", "1,2"], [], [], ["a"]])
  }

  struct Match: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let shown: [String]
    let printed: [String]
    let matches: Bool
  }

  @Test(
    "output matches but for durations and lines left out",
    arguments: [
      Match(testDescription: "equal", shown: ["a", "b", ""], printed: ["a", "b"], matches: true),
      Match(testDescription: "other", shown: ["a"], printed: ["b"], matches: false),
      Match(testDescription: "more is printed", shown: ["a"], printed: ["a", "b"], matches: false),
      Match(testDescription: "more is shown", shown: ["a", "b"], printed: ["a"], matches: false),
      Match(
        testDescription: "another duration", shown: ["ingest   3 ms      files 2"],
        printed: ["ingest   1234 ms   files 2"], matches: true),
      Match(
        testDescription: "blanks at the end of a line", shown: ["a"], printed: ["a "],
        matches: true),
      Match(
        testDescription: "another count", shown: ["ingest   3 ms      files 2"],
        printed: ["ingest   3 ms      files 3"], matches: false),
      Match(
        testDescription: "left out at the end", shown: ["a", "..."], printed: ["a", "b", "c"],
        matches: true),
      Match(
        testDescription: "left out in the middle", shown: ["a", "…", "c"],
        printed: ["a", "b", "c"], matches: true),
      Match(
        testDescription: "left out, and then missing", shown: ["a", "…", "d"],
        printed: ["a", "b", "c"], matches: false),
    ])
  func matching(_ item: Match) {
    #expect(ReadmeSession.matches(item.shown, item.printed) == item.matches)
  }
}
