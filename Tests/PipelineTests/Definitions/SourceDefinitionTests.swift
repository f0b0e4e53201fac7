import Testing

@testable import Pipeline

struct SourceDefinitionTests {
  static let columns: [EditCase] = [
    EditCase(
      "a column given twice", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: store_id, header: 名, type: text}",
      "sources/stores.yml:6:12: error: column 'store_id' is given twice"),
    EditCase(
      "a column named by a word of the language", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: today, header: 日, type: date}",
      "sources/stores.yml:6:12: error: 'today' cannot name a column",
      "  help: letters, digits and _, not a word of the expression language"),
    EditCase(
      "a column whose name begins with a digit", "sources/stores.yml", "type: id}",
      "type: id}\n  - {name: 2nd, header: 日, type: date}",
      "sources/stores.yml:6:12: error: '2nd' cannot name a column",
      "  help: letters, digits and _, not a word of the expression language"),
    EditCase(
      "a column without a type", "sources/stores.yml", "header: 店, type: id", "header: 店",
      "sources/stores.yml:5:5: error: 'type' is missing"),
    EditCase(
      "a column of an unknown type", "sources/stores.yml", "type: id", "type: ids",
      "sources/stores.yml:5:39: error: 'type' cannot be 'ids'", "  help: did you mean 'id'?"),
    EditCase(
      "a column without a header", "sources/stores.yml", "header: 店, ", "",
      "sources/stores.yml:5:5: error: 'header' is missing"),
    EditCase(
      "a choice without choices", "sources/orders.yml",
      "type: choice, choices: {open: [受付], done: [完了]}", "type: choice",
      "sources/orders.yml:14:5: error: a choice column needs 'choices'"),
    EditCase(
      "choices of another type", "sources/orders.yml", "{name: amount, header: 金額, type: money}",
      "{name: amount, header: 金額, type: money, choices: {a: [b]}}",
      "sources/orders.yml:12:54: error: only a choice column has 'choices'"),
    EditCase(
      "as_of of another type", "sources/orders.yml", "type: money}", "type: money, as_of: true}",
      "sources/orders.yml:12:52: error: 'as_of' is for dates and timestamps"),
    EditCase(
      "no columns", "sources/stores.yml", "\n  - {name: store_id, header: 店, type: id}", " []",
      "sources/stores.yml:4:10: error: 'columns' is empty"),
  ]

  static let names: [EditCase] = [
    EditCase(
      "a condition with the name of a column", "sources/orders.yml", "  overdue: not paid",
      "  paid: not paid",
      "sources/orders.yml:22:3: error: 'paid' is already the name of a column of the source",
      "  help: of that in line 13; give one of them another name"),
    EditCase(
      "a value with the name of a column", "sources/orders.yml", "conditions:\n",
      "values: {amount: {type: int, value: amount + 1}}\nconditions:\n",
      "sources/orders.yml:21:10: error: 'amount' is already the name of a column of the source",
      "  help: of that in line 12; give one of them another name"),
    EditCase(
      "a value with the name of a condition", "sources/orders.yml", "conditions:\n",
      "values: {overdue: {type: int, value: amount + 1}}\nconditions:\n",
      "sources/orders.yml:21:10: error: 'overdue' is already the name of a condition of the source",
      "  help: of that in line 23; give one of them another name"),
  ]

  static let places: [EditCase] = [
    EditCase(
      "a key that is no column", "sources/orders.yml", "key: [order_id]", "key: [oder_id]",
      "sources/orders.yml:4:7: error: unknown column 'oder_id' in source 'orders'",
      "  help: did you mean 'order_id'?"),
    EditCase(
      "no key", "sources/stores.yml", "key: store_id\n", "",
      "sources/stores.yml:1:1: error: 'key' is missing"),
    EditCase(
      "newest_by that is no column", "sources/people.yml", "newest_by: updated_at",
      "newest_by: updated",
      "sources/people.yml:5:12: error: unknown column 'updated' in source 'people'"),
    EditCase(
      "newest_by that is no time", "sources/people.yml", "newest_by: updated_at", "newest_by: name",
      "sources/people.yml:5:12: error: 'newest_by' must be a date or timestamp, 'name' is not"),
    EditCase(
      "event_time that is no time", "sources/orders.yml", "event_time: ordered_at",
      "event_time: amount",
      "sources/orders.yml:5:13: error: 'event_time' must be a date or timestamp, 'amount' is not"),
    EditCase(
      "a synonym that is a blank", "sources/people.yml", "type: person}",
      "header_synonyms: [x, \"　\"], type: person}",
      "sources/people.yml:8:52: error: 'header_synonyms' has a blank, which names no column"),
    EditCase(
      "a share over 1", "sources/orders.yml", "mode: append", "max_quarantined: 1.5",
      "sources/orders.yml:3:18: error: 'max_quarantined' is a share between 0 and 1"),
    EditCase(
      "freshness in hours", "sources/orders.yml", "mode: append", "freshness: {warn_after: 36h}",
      "sources/orders.yml:3:25: error: 'warn_after' must be a number of days such as 2d"),
    EditCase(
      "freshness of nothing", "sources/orders.yml", "mode: append", "freshness: {}",
      "sources/orders.yml:3:12: error: 'freshness' needs 'warn_after' or 'error_after'"),
    EditCase(
      "a warning after the error", "sources/orders.yml", "mode: append",
      "freshness: {warn_after: 3d, error_after: 2d}",
      "sources/orders.yml:3:25: error: 'warn_after' is longer than 'error_after'"),
    EditCase(
      "freshness without a time", "sources/stores.yml", "key: store_id\n",
      "key: store_id\nfreshness: {warn_after: 1d}\n",
      "sources/stores.yml:4:12: error: 'freshness' needs 'newest_by' or 'event_time'",
      "  help: the newest record is found by the greater of the two"),
    EditCase(
      "a source defined twice", "sources/stores.yml", "source: stores", "source: people",
      "sources/stores.yml:1:9: error: source 'people' is already defined in sources/people.yml"),
  ]

  static let links: [EditCase] = [
    EditCase(
      "a link to nowhere", "sources/orders.yml", "source: people", "source: peple",
      "sources/orders.yml:17:13: error: unknown source 'peple'", "  help: did you mean 'people'?"),
    EditCase(
      "a link without a way", "sources/stores.yml", "type: id}",
      "type: id}\nlinks:\n  person: {source: people}",
      "sources/stores.yml:7:11: error: link 'person' needs 'on' or 'match'"),
    EditCase(
      "a link over a column that is not there", "sources/stores.yml", "type: id}",
      "type: id}\nlinks:\n  person: {source: people, on: person_id}",
      "sources/stores.yml:7:32: error: unknown column 'person_id' in source 'stores'"),
    EditCase(
      "a match with a column that is not there", "sources/orders.yml",
      "{column: person_id, equals: person_id}", "{column: person_idd, equals: person_id}",
      "sources/orders.yml:19:18: error: unknown column 'person_idd' in source 'orders'",
      "  help: did you mean 'person_id'?"),
    EditCase(
      "a match with a target that is not there", "sources/orders.yml", "equals: email,",
      "equals: e_mail,",
      "sources/orders.yml:20:39: error: unknown column 'e_mail' in source 'people'",
      "  help: did you mean 'email'?"),
    EditCase(
      "a match of columns that are not texts", "sources/orders.yml",
      "{column: person_id, equals: person_id}", "{column: amount, equals: birth_date}",
      "sources/orders.yml:19:18: error: link 'person' compares columns that are not texts",
      "  help: 'amount' and 'birth_date'"),
    EditCase(
      "a condition pair that is not there", "sources/orders.yml",
      "unless_differ: {person_id: name}", "unless_differ: {person_id: nam}",
      "sources/orders.yml:20:73: error: unknown column 'nam' in source 'people'",
      "  help: did you mean 'name'?"),
    EditCase(
      "a match without its column", "sources/orders.yml", "{column: person_id, equals: person_id}",
      "{equals: person_id}", "sources/orders.yml:19:9: error: 'column' is missing"),
    EditCase(
      "a condition that cannot be read", "sources/orders.yml", "not paid and due_on < today",
      "not paid and due_no < today",
      "sources/orders.yml:22:25: error: unknown column 'due_no' in source 'orders'",
      "  help: did you mean 'due_on'?"),
  ]

  @Test(
    "a source is refused with the place and the reason", arguments: columns + names + places + links
  )
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
      freshness: {warn_after: 1d, error_after: 10d}
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
    #expect(source.freshness == Freshness(warnAfter: 1, errorAfter: 10))
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
        == [
          MatchStep(
            column: "store_id", target: "store_id", unlessDiffer: [], andEqual: [], carried: nil)
        ])
  }
}
