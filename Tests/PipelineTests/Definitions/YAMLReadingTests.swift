import Testing

@testable import Pipeline

/// What every definition file has in common: keys, kinds of values, aliases.
struct YAMLReadingTests {
  static let keys: [EditCase] = [
    EditCase(
      "a misspelt key", "pipeline.yml", "label: 店", "lable: 店",
      "pipeline.yml:2:1: error: unknown key 'lable'", "  help: did you mean 'label'?"),
    EditCase(
      "a key far from any known", "channels.yml", "    label: メール\n", "    colour: red\n",
      "channels.yml:3:5: error: unknown key 'colour'",
      "  help: known here: label, addresses, permission, caps"),
    EditCase(
      "a key that is not a text", "pipeline.yml", "label: 店", "[a, b]: 店",
      "pipeline.yml:2:1: error: a key must be a single word"),
    EditCase(
      "a missing key", "sources/people.yml", "files: people*.csv\n", "",
      "sources/people.yml:1:1: error: 'files' is missing"),
    EditCase(
      "a key given twice", "sources/people.yml", "mode: snapshot", "mode: snapshot\nmode: append",
      "sources/people.yml:3:1: error: key 'mode' is given twice"),
    EditCase(
      "a missing name", "sources/stores.yml", "source: stores", "label: stores",
      "sources/stores.yml:1:1: error: 'source' is missing"),
  ]

  static let kinds: [EditCase] = [
    EditCase(
      "a list for a text", "pipeline.yml", "pipeline: shop", "pipeline: [shop]",
      "pipeline.yml:1:11: error: 'pipeline' must be a single value"),
    EditCase(
      "a text for a mapping", "channels.yml",
      "sms: {addresses: [phone], permission: sms_permission}", "sms: phone",
      "channels.yml:8:8: error: 'sms' must be a mapping"),
    EditCase(
      "a mapping for a list", "sources/people.yml", "key: person_id", "key: {person_id: x}",
      "sources/people.yml:4:6: error: 'key' must be a list"),
    EditCase(
      "a list in a list of texts", "sources/orders.yml", "key: [order_id]", "key: [[order_id]]",
      "sources/orders.yml:4:7: error: 'key' must be a list of single values"
    ),
    EditCase(
      "a text for a list of mappings", "sources/stores.yml",
      "columns:\n  - {name: store_id, header: 店, type: id}", "columns: store_id",
      "sources/stores.yml:4:10: error: 'columns' must be a list"),
    EditCase(
      "a text in a list of mappings", "sources/stores.yml",
      "  - {name: store_id, header: 店, type: id}",
      "  - {name: store_id, header: 店, type: id}\n  - city",
      "sources/stores.yml:6:5: error: an entry of 'columns' must be a mapping"),
    EditCase(
      "a word for a boolean", "sources/people.yml", "mode: snapshot", "optional: maybe",
      "sources/people.yml:3:11: error: 'optional' must be true or false"),
    EditCase(
      "a word for a whole number", "sources/people.yml", "mode: snapshot", "skip_lines: 1.5",
      "sources/people.yml:3:13: error: 'skip_lines' must be a whole number"),
    EditCase(
      "a word for a number", "sources/people.yml", "mode: snapshot", "max_quarantined: much",
      "sources/people.yml:3:18: error: 'max_quarantined' must be a number"),
    EditCase(
      "a number that is none", "sources/people.yml", "mode: snapshot", "max_quarantined: nan",
      "sources/people.yml:3:18: error: 'max_quarantined' must be a number"),
    EditCase(
      "a word near one of a closed set", "sources/people.yml", "mode: snapshot", "mode: snapshto",
      "sources/people.yml:3:7: error: 'mode' cannot be 'snapshto'",
      "  help: did you mean 'snapshot'?"),
    EditCase(
      "a word far from a closed set", "sources/people.yml", "mode: snapshot", "mode: weekly",
      "sources/people.yml:3:7: error: 'mode' cannot be 'weekly'", "  help: one of snapshot, append"),
    EditCase(
      "a file that is a list", "sources/stores.yml",
      Shop.stores,
      "- a", "sources/stores.yml:1:1: error: a definition file must be a mapping"),
    EditCase(
      "an empty file", "sources/stores.yml",
      Shop.stores,
      "# nothing yet", "sources/stores.yml:1:1: error: the file is empty"),
    EditCase(
      "a tab as indentation", "sources/stores.yml", "  - {name: store_id", "\t- {name: store_id",
      "sources/stores.yml:5:1: error: not readable as YAML: "
        + "found character that cannot start any token"
    ),
    EditCase(
      "a bracket that is not closed", "sources/stores.yml", "type: id}", "type: id",
      "sources/stores.yml:5:41: error: not readable as YAML: did not find expected ',' or '}'"),
    EditCase(
      "an alias that is not defined", "sources/stores.yml", "key: store_id", "key: *nobody",
      "sources/stores.yml:3:6: error: not readable as YAML: found undefined alias"),
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

  /// Lines of lists of aliases: the last stands for 8 to the power of 13 values.
  private static let laughter =
    ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    + (1...12).map { level in
      let items = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
      return "a\(level): &a\(level) [\(items)]"
    }

  @Test(
    "aliases of aliases do not blow up",
    arguments: [[], ["? *a12", ": x"], ["? [*a12]", ": x"], ["links: {*a12 : x}"]])
  func laughs(_ more: [String]) throws {
    var folder = DefinitionFolder()
    folder.files["consent.yml"] =
      (Self.laughter + more).joined(separator: "\n") + "\n" + Shop.consent
    #expect(
      try folder.errors() == [
        "consent.yml:6:15: error: a file of over 100000 values",
        "  help: an alias counts with all that it stands for",
      ])
  }

  static let aliasesAsKeys: [EditCase] = [
    EditCase(
      "a word", "sources/stores.yml", "key: store_id", "key: &a store_id\n*a : x",
      "sources/stores.yml:4:1: error: an alias cannot be a key",
      "  help: write out what it stands for"),
    EditCase(
      "in a list as a key", "sources/stores.yml", "key: store_id",
      "key: &a store_id\n? [x, *a]\n: x",
      "sources/stores.yml:4:7: error: an alias cannot be a key",
      "  help: write out what it stands for"),
    EditCase(
      "a mapping between brackets", "sources/stores.yml", "key: store_id",
      "key: store_id\nlinks: {a: &a {b: c}, *a : x}",
      "sources/stores.yml:4:23: error: an alias cannot be a key",
      "  help: write out what it stands for"),
    EditCase(
      "a key given twice in a file with aliases", "sources/stores.yml", "key: store_id",
      "key: &a store_id\n\"*\": *a\n\"*\": *a",
      "sources/stores.yml:4:1: error: key '*' is given twice"),
    EditCase(
      "in itself", "sources/stores.yml", "key: store_id", "key: &a [*a]",
      "sources/stores.yml:3:10: error: not readable as YAML: found undefined alias"),
  ]

  @Test("an alias is no key", arguments: aliasesAsKeys)
  func aliasKeys(_ row: EditCase) throws { #expect(try row.reported() == row.errors) }

  @Test("deep nesting is refused, not followed", arguments: [99, 100, 101, 990, 50_000])
  func deep(_ levels: Int) throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    let block = (0..<min(levels, 2000)).map { String(repeating: " ", count: $0) + "a:" }
    for content in [nested(levels), block.joined(separator: "\n") + " b"] {
      var folder = DefinitionFolder()
      folder.files["sources/stores.yml"] = content
      let errors = try folder.errors()
      if levels < 100 {
        #expect(!errors.contains { $0.contains("nested") })
      } else if levels > 100 {
        #expect(errors.count == 2)
        #expect(errors.first?.hasPrefix("sources/stores.yml:") == true)
        #expect(errors.first?.hasSuffix(": error: nested too deeply") == true)
        #expect(errors.last == "  help: 100 levels at most; an alias counts with its own")
      }
    }
  }

  @Test("an alias is as deep as what it stands for")
  func deepAliases() throws {
    var folder = DefinitionFolder()
    folder.files["sources/stores.yml"] =
      "a0: &a0 [x]\n" + (1...120).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(
      try folder.errors() == [
        "sources/stores.yml:99:12: error: nested too deeply",
        "  help: 100 levels at most; an alias counts with its own",
      ])
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
    #expect(
      try folder.errors() == [
        "channels.yml:8:9: error: unknown key 'colour'",
        "  help: known here: label, addresses, permission, caps",
        "scenarios/thanks.yml:7:10: error: unknown re-entry rule 'sometimes'",
        "  help: 'never', 'each trigger' or 'after 30 days'",
        "scenarios/thanks.yml:19:11: error: unknown message 'Q' in the flow",
        "  help: did you mean 'A'?", "sources/people.yml:3:7: error: 'mode' cannot be 'snapshto'",
        "  help: did you mean 'snapshot'?",
      ])
    folder = DefinitionFolder("marts/orders.yml", "value: person.email", "value: persn.email")
    folder.replace("marts/orders.yml", "days_since(ordered_at)", "days_since(amount)")
    folder.replace("scenarios/thanks.yml", "days_since_order = 1", "days_since_odrer = 1")
    folder.replace("consent.yml", "key: order_id", "key: order_idd")
    #expect(
      try folder.errors() == [
        "consent.yml:11:10: error: unknown column 'order_idd' in source 'orders'",
        "  help: did you mean 'order_id'?",
        "marts/orders.yml:6:56: error: unknown link 'persn' in mart 'orders'",
        "  help: did you mean 'person'?",
        "marts/orders.yml:8:77: error: 'days_since' needs a date or a timestamp, found a number",
        "scenarios/thanks.yml:10:5: error: unknown column 'days_since_odrer' in mart 'orders'",
        "  help: did you mean 'days_since_order'?",
      ])
  }
}
