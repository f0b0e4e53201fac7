import Derive
import Pipeline
import Table
import Testing

@Suite("Links")
struct LinkRowsTests {
  private static let definitions = [
    "pipeline.yml": "pipeline: test",
    "sources/people.yml": """
    source: people
    files: people*.csv
    key: person_id
    columns:
      - {name: person_id, header: a, type: id}
      - {name: email, header: b, type: email}
      - {name: email_sub, header: c, type: email}
      - {name: phone, header: d, type: phone}
      - {name: family, header: e, type: person}
      - {name: given, header: f, type: person}
    """,
    "sources/forms.yml": """
    source: forms
    files: forms*.csv
    key: form_id
    columns:
      - {name: form_id, header: a, type: id}
      - {name: person_id, header: b, type: id}
      - {name: email, header: c, type: email}
      - {name: phone, header: d, type: phone}
      - {name: family, header: e, type: person}
      - {name: given, header: f, type: person}
    links:
      person:
        source: people
        match:
          - {column: person_id, equals: person_id}
          - {column: email, equals: email, unless_differ: {family: family, given: given}}
          - {column: email, equals: email_sub, unless_differ: {family: family, given: given}}
          - {column: phone, equals: phone, and_equal: {family: family}}
    """,
  ]

  /// The names of the people that the forms lead to.
  private func link(_ forms: [Row], _ people: [Row]) throws -> (targets: [String?], rows: LinkRows)
  {
    let plan = try Definitions.plan(Self.definitions)
    let day = plan.day(["forms": forms, "people": people])
    let rows = try #require(day.links["forms"]?["person"])
    let names = day.table("people")["person_id"].text.gather(rows.rows)
    return ((0..<names.count).map { names.string($0) }, rows)
  }

  private static let people: [Row] = [
    [
      "person_id": "P1", "email": "a@example.jp", "phone": "+819011111111", "family": "山田",
      "given": "太郎",
    ],
    [
      "person_id": "P2", "email": "b@example.jp", "email_sub": "c@example.jp",
      "phone": "+819022222222", "family": "佐藤", "given": "花子",
    ],
    ["person_id": "P3", "email": "c@example.jp", "phone": "+819033333333", "family": "鈴木"],
    ["person_id": "P4", "email": "family@example.jp", "family": "高橋", "given": "一"],
    [
      "person_id": "P5", "email": "family@example.jp", "family": "高橋", "given": "二",
      "phone": "+819055555555",
    ],
    ["person_id": "P6", "phone": "+819066666666"],
  ]

  @Test(
    "the first step that gives exactly one decides",
    arguments: [
      (
        "the id comes before everything",
        ["person_id": "P1", "email": "b@example.jp", "phone": "+819022222222"], "P1"
      ),
      (
        "an id that nobody has goes on to the e-mail",
        ["person_id": "P9", "email": "b@example.jp"], "P2"
      ),
      ("the main e-mail comes before another's sub e-mail", ["email": "c@example.jp"], "P3"),
      (
        "the sub e-mail counts when names rule the main out",
        ["email": "c@example.jp", "family": "佐藤"], "P2"
      ),
      ("a family name that contradicts rules out", ["email": "a@example.jp", "family": "田中"], nil),
      (
        "a given name that contradicts rules out",
        ["email": "a@example.jp", "family": "山田", "given": "次郎"], nil
      ),
      (
        "a name that is not known contradicts nothing",
        ["email": "c@example.jp", "family": "鈴木", "given": "三郎"], "P3"
      ),
      (
        "two who share an address are told apart by the given name",
        ["email": "family@example.jp", "family": "高橋", "given": "二"], "P5"
      ),
      (
        "two who cannot be told apart are none", ["email": "family@example.jp", "family": "高橋"], nil
      ),
      (
        "two at one step do not keep the next from giving one",
        ["email": "family@example.jp", "family": "高橋", "phone": "+819055555555"], "P5"
      ),
      (
        "a phone counts with the same family name",
        ["phone": "+819033333333", "family": "鈴木"], "P3"
      ),
      ("a phone does not count with another", ["phone": "+819033333333", "family": "山田"], nil),
      ("a phone does not count without a family name", ["phone": "+819033333333"], nil),
      (
        "nor when the family name of the person is not known",
        ["phone": "+819066666666", "family": "森"], nil
      ),
      ("a form that says nothing leads nowhere", [:], nil),
      ("texts are compared by bytes", ["person_id": "p1"], nil),
    ] as [(String, Row, String?)])
  func steps(_ what: String, _ form: Row, _ expected: String?) throws {
    #expect(try link([form], Self.people).targets == [expected], "\(what)")
  }

  @Test("rows are counted by the step that matched them, ambiguous and unmatched ones too")
  func counts() throws {
    let result = try link(
      [
        ["person_id": "P1"], ["person_id": "P2"], ["email": "a@example.jp"],
        ["email": "c@example.jp", "family": "佐藤"],
        ["email": "family@example.jp", "family": "高橋", "phone": "+819055555555"],
        ["email": "family@example.jp"], ["person_id": "P9"], [:],
      ], Self.people)
    #expect(result.targets == ["P1", "P2", "P1", "P2", "P5", nil, nil, nil])
    #expect(result.rows.matchedByStep == [2, 1, 1, 1])
    #expect(result.rows.ambiguousByStep == [0, 2, 0, 0])
    #expect(result.rows.unmatched == 3)
  }

  @Test("a key that the target has twice is ambiguous")
  func repeated() throws {
    let result = try link([["person_id": "P1"]], [["person_id": "P1"], ["person_id": "P1"]])
    #expect(result.targets == [nil])
    #expect(result.rows.ambiguousByStep == [1, 0, 0, 0])
  }

  @Test("no rows on either side give no links")
  func empty() throws {
    #expect(try link([], Self.people).targets == [])
    #expect(try link([["person_id": "P1"], [:]], []).targets == [nil, nil])
  }
}
