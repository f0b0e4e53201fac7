@testable import Pipeline
import Testing

/// What every definition file has in common: keys, kinds of values, aliases.
struct YAMLReadingTests {
  static let keys: [EditCase] = [
    EditCase("a misspelt key", "pipeline.yml", "label: 店", "lable: 店", "?"),
    EditCase(
      "a key far from any known", "channels.yml", "    label: メール\n", "    colour: red\n", "?"),
    EditCase("a key that is not a text", "pipeline.yml", "label: 店", "[a, b]: 店", "?"),
    EditCase("a missing key", "sources/people.yml", "files: people*.csv\n", "", "?"),
    EditCase(
      "a key given twice", "sources/people.yml", "mode: snapshot", "mode: snapshot\nmode: append",
      "?"),
    EditCase("a missing name", "sources/stores.yml", "source: stores", "label: stores", "?"),
  ]

  static let kinds: [EditCase] = [
    EditCase("a list for a text", "pipeline.yml", "pipeline: shop", "pipeline: [shop]", "?"),
    EditCase(
      "a text for a mapping", "channels.yml",
      "sms: {addresses: [phone], permission: sms_permission}", "sms: phone", "?"),
    EditCase(
      "a mapping for a list", "sources/people.yml", "key: person_id", "key: {person_id: x}", "?"),
    EditCase(
      "a list in a list of texts", "sources/orders.yml", "key: [order_id]", "key: [[order_id]]", "?"
    ),
    EditCase(
      "a text for a list of mappings", "sources/stores.yml",
      "columns:\n  - {name: store_id, header: 店, type: id}", "columns: store_id", "?"),
    EditCase(
      "a text in a list of mappings", "sources/stores.yml",
      "  - {name: store_id, header: 店, type: id}",
      "  - {name: store_id, header: 店, type: id}\n  - city", "?"),
    EditCase(
      "a word for a boolean", "sources/people.yml", "mode: snapshot", "optional: maybe", "?"),
    EditCase(
      "a word for a whole number", "sources/people.yml", "mode: snapshot", "skip_lines: 1.5", "?"),
    EditCase(
      "a word for a number", "sources/people.yml", "mode: snapshot", "max_quarantined: much", "?"),
    EditCase(
      "a number that is none", "sources/people.yml", "mode: snapshot", "max_quarantined: nan", "?"),
    EditCase(
      "a word near one of a closed set", "sources/people.yml", "mode: snapshot", "mode: snapshto",
      "?"),
    EditCase(
      "a word far from a closed set", "sources/people.yml", "mode: snapshot", "mode: weekly", "?"),
    EditCase(
      "a file that is a list", "sources/stores.yml",
      "source: stores\nfiles: stores*.csv\nkey: store_id\ncolumns:\n  - {name: store_id, header: 店, type: id}",
      "- a", "?"),
    EditCase(
      "an empty file", "sources/stores.yml",
      "source: stores\nfiles: stores*.csv\nkey: store_id\ncolumns:\n  - {name: store_id, header: 店, type: id}",
      "# nothing yet", "?"),
    EditCase(
      "a tab as indentation", "sources/stores.yml", "  - {name: store_id", "\t- {name: store_id",
      "?"),
    EditCase("a bracket that is not closed", "sources/stores.yml", "type: id}", "type: id", "?"),
    EditCase(
      "an alias that is not defined", "sources/stores.yml", "key: store_id", "key: *nobody", "?"),
  ]

  @Test("a definition file is read strictly", arguments: keys + kinds)
  func strict(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("an alias stands for what was anchored")
  func aliases() throws {
    var folder = DefinitionFolder(
      "sources/orders.yml", "unless_differ: {person_id: name}",
      "unless_differ: &pairs {person_id: name}")
    folder.files["sources/visits.yml"] = """
      source: visits
      files: visits*.csv
      key: &key [visit_id]
      columns:
        - &id {name: visit_id, header: 来店ID, type: id}
        - {name: person_id, header: ID, type: id}
        - {name: mail, header: メール, type: email}
      links:
        person:
          source: people
          match:
            - {column: person_id, equals: person_id, unless_differ: &pair {mail: email}}
            - {column: mail, equals: email, and_equal: *pair}
      """
    let source = try folder.load().source("visits")
    let steps = try #require(source?.link("person")?.steps)
    #expect(steps[0].unlessDiffer == [ColumnPair(own: "mail", other: "email")])
    #expect(steps[1].andEqual == steps[0].unlessDiffer)
    #expect(source?.key == ["visit_id"])
  }

  @Test("aliases of aliases do not blow up")
  func laughs() throws {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    for level in 1...12 {
      let items = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(items)]")
    }
    var folder = DefinitionFolder()
    folder.files["consent.yml"] = lines.joined(separator: "\n") + "\n" + Shop.consent
    let errors = try folder.errors()
    #expect(errors.count == 13)
    #expect(errors.first?.hasPrefix("consent.yml:1:1: error: unknown key 'a0'") == true)
  }

  @Test("deep nesting is refused, not followed")
  func deep() throws {
    var folder = DefinitionFolder()
    folder.files["sources/stores.yml"] = String(repeating: "[", count: 50_000)
    let errors = try folder.errors()
    #expect(errors.count == 1)
    #expect(errors.first?.hasPrefix("sources/stores.yml:1:") == true)
  }

  @Test("a folder that is not there, or without pipeline.yml, is said to be so")
  func folders() throws {
    #expect {
      try PipelineDefinition.load(folder: "/nowhere/at/all")
    } throws: { error in
      "\(error)" == "pipeline '/nowhere/at/all': no such folder"
    }
    try DefinitionFolder(["sources/people.yml": Shop.people]).write { folder -> Void in
      #expect {
        try PipelineDefinition.load(folder: folder)
      } throws: { error in
        "\(error)" == "pipeline '\(folder)': it holds no 'pipeline.yml'"
      }
    }
  }

  @Test("all errors of all files are reported at once, by place")
  func allAtOnce() throws {
    var folder = DefinitionFolder("sources/people.yml", "mode: snapshot", "mode: snapshto")
    folder.replace("channels.yml", "  sms: {", "  sms: {colour: red, ")
    folder.replace("scenarios/thanks.yml", "wait: 1 day after A\n", "wait: 1 day after Q\n")
    folder.replace("scenarios/thanks.yml", "reentry: never", "reentry: sometimes")
    #expect(try folder.errors() == ["?allAtOnce"])
    folder = DefinitionFolder("marts/orders.yml", "value: person.email", "value: persn.email")
    folder.replace("marts/orders.yml", "days_since(ordered_at)", "days_since(amount)")
    folder.replace("scenarios/thanks.yml", "days_since_order = 1", "days_since_odrer = 1")
    folder.replace("consent.yml", "key: order_id", "key: order_idd")
    #expect(try folder.errors() == ["?allAtOnce2"])
  }
}
