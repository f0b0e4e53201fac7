import Testing

@testable import Pipeline

/// A pattern that no export can match is found before the exports are.
struct FilesPatternTests {
  private static let outside = [
    "sources/people.yml:2:9: error: 'files' must name files inside the exports folder: not with "
      + "'..', '.' or an empty name", "  help: such as customers*.csv or crm/customers*.csv",
  ]
  private static let unended = [
    "sources/people.yml:2:9: error: 'files' has a '[' that no ']' ends",
    "  help: a bracket itself is written [[]",
  ]

  private static func errors(_ pattern: String) throws -> [String] {
    try DefinitionFolder("sources/people.yml", "files: people*.csv", "files: \"\(pattern)\"")
      .errors()
  }

  @Test(
    "one that leads out of the exports folder is refused",
    arguments: [
      "../customers*.csv", "/etc/passwd", "crm/../../x.csv", "./x.csv", "crm//x.csv", "crm/", "..",
      ".", "",
    ])
  func outside(_ pattern: String) throws { #expect(try Self.errors(pattern) == Self.outside) }

  @Test(
    "one with a bracket that does not end is refused",
    arguments: ["[", "a[bc.csv", "[]", "[!]", "x/[a", "[a/b]"])
  func unended(_ pattern: String) throws { #expect(try Self.errors(pattern) == Self.unended) }

  @Test(
    "one that matches nothing is refused",
    arguments: [("[z-a].csv", "[z-a]"), ("x[ん-ぁ]", "[ん-ぁ]"), ("[9-0z-a]*", "[9-0z-a]")])
  func nothing(_ pattern: String, _ brackets: String) throws {
    #expect(
      try Self.errors(pattern) == [
        "sources/people.yml:2:9: error: '\(brackets)' of 'files' stands for no character",
        "  help: a range goes from the lesser to the greater",
      ])
  }

  @Test(
    "others pass",
    arguments: [
      "*.csv", "crm/customers*.csv.gz", "a?.csv", "[0-9]*.csv", "[!z-a].csv", "[[]1].csv",
      "[]].csv",
      "[z-a0].csv", "[a-].csv", "..csv", "...", "]", "顧客[ぁ-ん].csv",
    ])
  func others(_ pattern: String) throws { #expect(try Self.errors(pattern) == []) }
}
