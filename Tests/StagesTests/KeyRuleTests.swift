import Table
import Testing

@testable import Stages

@Suite("The key rule")
struct KeyRuleTests {
  private static let newest = """
    key: id
    newest_by: at
    max_quarantined: 1
    columns:
      - {name: id, header: id, type: id}
      - {name: at, header: at, type: timestamp}
      - {name: note, header: note, type: text}
    """
  private static let last = newest.replacing("newest_by: at\n", with: "")

  private func notes(_ source: String, _ files: [String: [String]]) throws -> [String?] {
    try Loading(source, lines: files.mapValues { ["id,at,note"] + $0 }).run().table().cells("note")
  }

  @Test(
    "the newest record of a key wins",
    arguments: [
      (
        "the later time, wherever it stands",
        ["rows.csv": ["1,2026-11-21,new", "1,2026-11-20,old"]], ["new"]
      ),
      ("a null time is the oldest", ["rows.csv": ["1,2026-11-21,new", "1,,null"]], ["new"]),
      (
        "an unreadable time is the oldest too",
        ["rows.csv": ["1,1868-01-25,new", "1,someday,unreadable"]], ["new"]
      ),
      ("of equal times the last", ["rows.csv": ["1,2026-11-21,a", "1,2026-11-21,b"]], ["b"]),
      ("of null times the last", ["rows.csv": ["1,,a", "1,,b", "1,,c"]], ["c"]),
      (
        "of equal times the last in file order",
        ["rows-b.csv": ["1,2026-11-21,b"], "rows-a.csv": ["1,2026-11-21,a"]], ["b"]
      ),
      (
        "files are taken in byte order of their names",
        ["rows-2.csv": ["1,,two"], "rows-10.csv": ["1,,ten"], "rows-B.csv": ["1,,B"]], ["B"]
      ),
      (
        "a lower-case name comes after a capital",
        ["rows-a.csv": ["1,,a"], "rows-B.csv": ["1,,B"]], ["a"]
      ),
      (
        "other keys are kept, in file order and then record order",
        ["rows-2.csv": ["2,,second", "3,,third"], "rows-1.csv": ["2,,first", "1,,one"]],
        ["one", "second", "third"]
      ),
      (
        "keys are compared as they are cleansed",
        ["rows.csv": ["Ｃ１,,wide", " C 1 ,,blanks", "c1,,small"]], ["blanks", "small"]
      ),
    ] as [(String, [String: [String]], [String])])
  func newestWins(_ what: String, _ files: [String: [String]], _ expected: [String]) throws {
    #expect(try notes(Self.newest, files) == expected, "\(what)")
  }

  @Test("without a time the last record in file order wins")
  func lastWins() throws {
    let files = [
      "rows-1.csv": ["1,2026-11-21,a", "2,,b", "1,2026-11-20,c"],
      "rows-2.csv": ["2,1900-01-01,d"],
    ]
    #expect(try notes(Self.last, files) == ["c", "d"])
  }

  @Test("losers are counted in their own file")
  func superseded() throws {
    let loaded = try Loading(
      Self.newest,
      lines: [
        "rows-1.csv": ["id,at,note", "1,2026-11-22,a", "2,,b", "1,2026-11-23,c", ",,d"],
        "rows-2.csv": ["id,at,note", "1,2026-11-22,e", "2,,f", "3,,g", "3,,h,i"],
      ]
    ).run()
    #expect(loaded.table().cells("note") == ["c", "f", "g"])
    #expect(loaded.counts == [[4, 1, 2, 1], [4, 2, 1, 1]])
  }

  private static let composite = """
    key: [person, campaign]
    max_quarantined: 1
    columns:
      - {name: campaign, header: campaign, type: id}
      - {name: person, header: person, type: id}
      - {name: points, header: points, type: int}
    """

  @Test("a key of several columns is all of them, each by itself")
  func compositeKey() throws {
    let loaded = try Loading(
      Self.composite,
      lines: [
        "rows.csv": [
          "person,campaign,points", "a,bc,1", "ab,c,2", "a,bc,3", "a-b,c,4", "a,b-c,x", ",c,6",
          "a,,7", ",,8",
        ]
      ]
    ).run()
    #expect(
      loaded.table().cells == [
        ["c", "ab", "2"], ["bc", "a", "3"], ["c", "a-b", "4"], ["b-c", "a", nil],
      ])
    #expect(
      loaded.quarantined == ["missing_key: ,c,6", "missing_key: a,,7", "missing_key: ,,8"])
    // An issue names its record by the parts of the key in the key's order.
    #expect(loaded.issues.cells == [["rows", "a-b-c", "points", "x", "bad_number"]])
  }
}
