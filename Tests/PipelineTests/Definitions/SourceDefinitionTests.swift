@testable import Pipeline
import Testing

struct SourceDefinitionTests {
  static let columns: [EditCase] = [
    EditCase(
      "a column given twice", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: store_id, header: 名, type: text}", "?"),
    EditCase(
      "a column named by a word of the language", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: today, header: 日, type: date}", "?"),
    EditCase(
      "a column whose name begins with a digit", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: 2nd, header: 日, type: date}", "?"),
    EditCase(
      "a column without a type", "sources/stores.yml", "header: 店, type: id", "header: 店", "?"),
    EditCase("a column of an unknown type", "sources/stores.yml", "type: id", "type: ids", "?"),
    EditCase("a column without a header", "sources/stores.yml", "header: 店, ", "", "?"),
    EditCase(
      "a choice without choices", "sources/orders.yml",
      "type: choice, choices: {open: [受付], done: [完了]}", "type: choice", "?"),
    EditCase(
      "choices of another type", "sources/orders.yml", "{name: amount, header: 金額, type: money}",
      "{name: amount, header: 金額, type: money, choices: {a: [b]}}", "?"),
    EditCase(
      "as_of of another type", "sources/orders.yml", "type: money}", "type: money, as_of: true}",
      "?"),
    EditCase(
      "no columns", "sources/stores.yml", "\n  - {name: store_id, header: 店, type: id}", " []", "?"),
  ]

  static let places: [EditCase] = [
    EditCase(
      "a key that is no column", "sources/orders.yml", "key: [order_id]", "key: [oder_id]", "?"),
    EditCase("no key", "sources/stores.yml", "key: store_id\n", "", "?"),
    EditCase(
      "newest_by that is no column", "sources/people.yml", "newest_by: updated_at",
      "newest_by: updated", "?"),
    EditCase(
      "newest_by that is no time", "sources/people.yml", "newest_by: updated_at", "newest_by: name",
      "?"),
    EditCase(
      "event_time that is no time", "sources/orders.yml", "event_time: ordered_at",
      "event_time: amount", "?"),
    EditCase("a share over 1", "sources/orders.yml", "mode: append", "max_quarantined: 1.5", "?"),
    EditCase(
      "a source defined twice", "sources/stores.yml", "source: stores", "source: people", "?"),
  ]

  static let links: [EditCase] = [
    EditCase("a link to nowhere", "sources/orders.yml", "source: people", "source: peple", "?"),
    EditCase(
      "a link without a way", "sources/stores.yml", "type: id}",
      "type: id}\nlinks:\n  person: {source: people}", "?"),
    EditCase(
      "a link over a column that is not there", "sources/stores.yml", "type: id}",
      "type: id}\nlinks:\n  person: {source: people, on: person_id}", "?"),
    EditCase(
      "a match with a column that is not there", "sources/orders.yml",
      "{column: person_id, equals: person_id}", "{column: person_idd, equals: person_id}", "?"),
    EditCase(
      "a match with a target that is not there", "sources/orders.yml", "equals: email,",
      "equals: e_mail,", "?"),
    EditCase(
      "a match of columns that are not texts", "sources/orders.yml",
      "{column: person_id, equals: person_id}", "{column: amount, equals: birth_date}", "?"),
    EditCase(
      "a condition pair that is not there", "sources/orders.yml",
      "unless_differ: {person_id: name}", "unless_differ: {person_id: nam}", "?"),
    EditCase(
      "a match without its column", "sources/orders.yml", "{column: person_id, equals: person_id}",
      "{equals: person_id}", "?"),
    EditCase(
      "a condition that cannot be read", "sources/orders.yml", "not paid and due_on < today",
      "not paid and due_no < today", "?"),
  ]

  @Test("a source is refused with the place and the reason", arguments: columns + places + links)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("a source is read with its defaults")
  func defaults() throws {
    let source = try #require(try DefinitionFolder().load().source("stores"))
    #expect(source.label == "stores")
    #expect(source.files == "stores*.csv")
    #expect(source.encoding == .auto)
    #expect(source.delimiter == .comma)
    #expect(source.mode == .snapshot)
    #expect(source.skipLines == 0)
    #expect(!source.isOptional)
    #expect(source.maxQuarantined == 0.01)
    #expect(source.newestBy == nil)
    #expect(source.eventTime == nil)
    #expect(source.links.isEmpty)
    #expect(source.conditions.isEmpty)
  }

  @Test("a source is read with everything that can be said of it")
  func everything() throws {
    var folder = DefinitionFolder()
    folder.files["sources/stores.yml"] = """
      source: stores
      label: 店舗
      files: "store?.tsv.gz"
      encoding: cp932
      delimiter: tab
      skip_lines: 2
      mode: append
      optional: true
      key: [store_id, opened_on]
      newest_by: opened_on
      event_time: opened_on
      max_quarantined: 0.5
      columns:
        - {name: store_id, header: 店, type: id}
        - {name: opened_on, header: 開店日, type: date, as_of: true}
        - {name: big, header: 大型, type: bool, true_words: [大], false_words: [小], optional: true}
        - {name: kind, header: 種別, type: choice, choices: {a: [甲, ア], b: ["", イ], c: []}}
        - {name: store_key, header: 店, type: text, reading: true}
      links:
        self: {source: stores, on: store_id}
      """
    let source = try #require(try folder.load().source("stores"))
    #expect(source.label == "店舗")
    #expect(source.encoding == .cp932)
    #expect(source.delimiter == .tab)
    #expect(source.skipLines == 2)
    #expect(source.mode == .append)
    #expect(source.isOptional)
    #expect(source.key == ["store_id", "opened_on"])
    #expect(source.maxQuarantined == 0.5)
    #expect(source.column("opened_on")?.isAsOf == true)
    #expect(source.column("big")?.trueWords == ["大"])
    #expect(source.column("big")?.falseWords == ["小"])
    #expect(source.column("big")?.isOptional == true)
    #expect(source.column("store_key")?.isReading == true)
    #expect(
      source.column("kind")?.choices == [
        ChoiceDefinition(code: "a", label: "甲", synonyms: ["ア"]),
        ChoiceDefinition(code: "b", label: nil, synonyms: ["イ"]),
        ChoiceDefinition(code: "c", label: nil, synonyms: []),
      ])
    #expect(
      source.link("self")?.steps
        == [MatchStep(column: "store_id", target: "store_id", unlessDiffer: [], andEqual: [])])
  }
}
