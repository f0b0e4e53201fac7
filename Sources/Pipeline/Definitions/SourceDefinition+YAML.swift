import Table
import Yams

extension SourceDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.source)
    guard let name = yaml.requiredText("source") else { return nil }
    self.name = name.value
    location = name.location
    label = yaml.text("label")?.value ?? name.value
    let files = yaml.requiredText("files")
    if let files { FilesPattern.check(files, sink: yaml.sink) }
    self.files = files?.value ?? ""
    encoding = yaml.choice("encoding", Encoding.self) ?? .auto
    delimiter = yaml.choice("delimiter", Delimiter.self) ?? .comma
    skipLines = yaml.int("skip_lines") ?? 0
    if skipLines < 0 {
      yaml.sink.error(at: yaml.location(of: "skip_lines"), "'skip_lines' is 0 or more")
    }
    mode = yaml.choice("mode", Mode.self) ?? .snapshot
    isOptional = yaml.bool("optional") ?? false
    maxQuarantined = yaml.double("max_quarantined") ?? 0.01
    freshness = yaml.map("freshness").flatMap(Freshness.init)
    let written = yaml.maps("columns")
    columns = written.compactMap(FieldDefinition.init)
    links = LinkDefinition.all(in: yaml)
    conditions = NamedExpression.all(under: "conditions", in: yaml)
    values = NamedValue.all(in: yaml)

    var seen = Set<String>()
    for column in columns where !seen.insert(column.name.lowercased()).inserted {
      yaml.sink.error(at: column.location, "column '\(column.name)' is given twice")
    }
    Self.refuseTwice(columns, under: ["conditions", "values"], in: yaml)
    if yaml["columns"] == nil { yaml.sink.error(at: yaml.location, "'columns' is missing") }
    if case .sequence(let items) = yaml["columns"], items.isEmpty {
      yaml.sink.error(at: yaml.location(of: "columns"), "'columns' is empty")
    }
    let names = columns.map(\.name)
    // A column that cannot be read is reported itself, and may be the one that is named.
    let areAllRead = !written.isEmpty && columns.count == written.count
    func known(_ text: Located<String>?) -> String? {
      guard let text else { return nil }
      guard names.contains(text.value) || !areAllRead else {
        yaml.sink.error(
          at: text.location, "unknown column '\(text.value)' in source '\(name.value)'",
          help: Suggestion.help(for: text.value, in: names))
        return nil
      }
      return text.value
    }
    key = (yaml.texts("key") ?? []).compactMap(known)
    if yaml["key"] == nil { yaml.sink.error(at: yaml.location, "'key' is missing") }
    if case .sequence(let items) = yaml["key"], items.isEmpty {
      yaml.sink.error(at: yaml.location(of: "key"), "'key' names no column")
    }
    newestBy = known(yaml.text("newest_by"))
    order = (yaml.texts("order") ?? []).compactMap(known)
    eventTime = known(yaml.text("event_time"))
    for (place, column) in [("newest_by", newestBy), ("event_time", eventTime)] {
      guard let column, let type = columns.first(where: { $0.name == column })?.type.columnType
      else { continue }
      if type != .timestamp && type != .date {
        yaml.sink.error(
          at: yaml.location(of: place), "'\(place)' must be a date or timestamp, '\(column)' is not"
        )
      }
    }
    if freshness != nil, yaml["newest_by"] == nil, yaml["event_time"] == nil {
      yaml.sink.error(
        at: yaml.location(of: "freshness"), "'freshness' needs 'newest_by' or 'event_time'",
        help: "the newest record is found by the greater of the two")
    }
    if maxQuarantined < 0 || maxQuarantined > 1 {
      yaml.sink.error(
        at: yaml.location(of: "max_quarantined"), "'max_quarantined' is a share between 0 and 1")
    }
  }

  /// An expression calls columns, conditions and values by their names alone: of two with one name
  /// it could mean only one.
  private static func refuseTwice(
    _ columns: [FieldDefinition], under keys: [String], in yaml: YAMLMap
  ) {
    var seen = columns.map { (name: $0.name, what: "column", line: $0.location.line) }
    for key in keys {
      guard let map = yaml.map(key) else { continue }
      for name in map.keys {
        let place = map.place(ofKey: name)
        if let first = seen.first(where: { $0.name == name }) {
          yaml.sink.error(
            at: place, "'\(name)' is already the name of a \(first.what) of the source",
            help: "of that in line \(first.line); give one of them another name")
        }
        seen.append((name, String(key.dropLast()), place.line))
      }
    }
  }
}

extension FieldDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.column)
    guard let name = yaml.requiredText("name"), let header = yaml.requiredText("header") else {
      return nil
    }
    self.name = name.value
    self.header = header.value
    let synonyms = yaml.texts("header_synonyms") ?? []
    for synonym in synonyms where synonym.value.allSatisfy(\.isWhitespace) {
      yaml.sink.error(at: synonym.location, "'header_synonyms' has a blank, which names no column")
    }
    headerSynonyms = synonyms.map(\.value)
    location = name.location
    if yaml["type"] == nil { yaml.sink.error(at: yaml.location, "'type' is missing") }
    type = yaml.choice("type", FieldType.self) ?? .text
    choices = ChoiceDefinition.all(in: yaml)
    isOptional = yaml.bool("optional") ?? false
    isAsOf = yaml.bool("as_of") ?? false
    isReading = yaml.bool("reading") ?? false
    trueWords = yaml.texts("true_words")?.map(\.value) ?? []
    falseWords = yaml.texts("false_words")?.map(\.value) ?? []
    inverted = yaml.bool("inverted")
    nullWords = yaml.texts("null_words")?.map(\.value) ?? []
    legalForms =
      yaml.map("legal_forms").map { map in
        map.keys.compactMap { mark in
          map.text(mark).map { LegalFormDefinition(mark: mark, form: $0.value) }
        }
      } ?? []
    if !isName(name.value) {
      yaml.sink.error(
        at: name.location, "'\(name.value)' cannot name a column",
        help: "letters, digits and _, not a word of the expression language")
    }
    if type == .choice && choices.isEmpty {
      yaml.sink.error(at: yaml.location, "a choice column needs 'choices'")
    }
    if type != .choice && !choices.isEmpty {
      yaml.sink.error(at: yaml.location(of: "choices"), "only a choice column has 'choices'")
    }
    if type != .bool && !(trueWords.isEmpty && falseWords.isEmpty) {
      yaml.sink.error(at: name.location, "only a bool column has 'true_words' and 'false_words'")
    }
    let noes = Set(falseWords.map { $0.lowercased() })
    for word in trueWords where noes.contains(word.lowercased()) {
      yaml.sink.error(
        at: yaml.location(of: "true_words"), "'\(word)' is among 'true_words' and 'false_words'")
    }
    if type != .bool && inverted != nil {
      yaml.sink.error(at: yaml.location(of: "inverted"), "only a bool column has 'inverted'")
    }
    if type != .company && type != .companyKey && !legalForms.isEmpty {
      yaml.sink.error(
        at: yaml.location(of: "legal_forms"), "only a company column has 'legal_forms'")
    }
    if isAsOf && type != .date && type != .timestamp {
      yaml.sink.error(at: yaml.location(of: "as_of"), "'as_of' is for dates and timestamps")
    }
  }
}

extension ChoiceDefinition {
  /// `choices: {code: [label, synonym, …]}`; an empty list is a code without a label, and a label
  /// of `""` keeps the synonyms after it without showing one. `choices: [code, …]` has codes alone.
  static func all(in yaml: YAMLMap) -> [ChoiceDefinition] {
    if case .sequence = yaml["choices"] {
      let codes = yaml.texts("choices") ?? []
      return codes.map { ChoiceDefinition(code: $0.value, label: nil, synonyms: []) }
    }
    guard let map = yaml.map("choices") else { return [] }
    return map.keys.map { code in
      let words = map.texts(code)?.map(\.value) ?? []
      let label = words.first.flatMap { $0.isEmpty ? nil : $0 }
      return ChoiceDefinition(code: code, label: label, synonyms: Array(words.dropFirst()))
    }
  }
}

extension LinkDefinition {
  /// `links: {customer: {source: customers, on: customer_id}}`, or `match:` with a list of steps.
  static func all(in yaml: YAMLMap) -> [LinkDefinition] {
    guard let links = yaml.map("links") else { return [] }
    return links.keys.compactMap { name in
      guard let link = links.map(name) else { return nil }
      link.allowOnly(.link)
      guard let source = link.requiredText("source") else { return nil }
      var steps = link.maps("match").compactMap(MatchStep.init)
      if let on = link.text("on") {
        steps.insert(
          MatchStep(
            column: on.value, target: on.value, unlessDiffer: [], andEqual: [],
            carried: nil), at: 0)
      }
      if steps.isEmpty {
        link.sink.error(at: link.location, "link '\(name)' needs 'on' or 'match'")
      }
      return LinkDefinition(
        name: name, source: source.value, steps: steps, location: source.location,
        places: WordPlaces(link))
    }
  }
}

extension MatchStep {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.step)
    guard let column = yaml.requiredText("column"), let target = yaml.requiredText("equals") else {
      return nil
    }
    self.column = column.value
    self.target = target.value
    func pairs(_ key: String) -> [ColumnPair] {
      guard let map = yaml.map(key) else { return [] }
      return map.keys.compactMap { own in
        map.text(own).map { ColumnPair(own: own, other: $0.value) }
      }
    }
    unlessDiffer = pairs("unless_differ")
    andEqual = pairs("and_equal")
    carried = yaml.text("carried_within").map { within in
      Carried(within: within.value, latestBy: yaml.texts("latest_by")?.map(\.value) ?? [])
    }
    if carried == nil, yaml["latest_by"] != nil {
      yaml.sink.error(at: yaml.location(of: "latest_by"), "'latest_by' needs 'carried_within'")
    }
    if let carried, carried.latestBy.isEmpty {
      yaml.sink.error(at: yaml.location, "'carried_within' needs 'latest_by'")
    }
  }
}

extension NamedExpression {
  static func all(under key: String, in yaml: YAMLMap) -> [NamedExpression] {
    guard let map = yaml.map(key) else { return [] }
    return map.keys.compactMap { name in
      guard let expression = map.text(name) else { return nil }
      if !isName(name) {
        map.sink.error(at: expression.location, "'\(name)' cannot name a condition")
      }
      return NamedExpression(name: name, expression: expression)
    }
  }
}

extension NamedValue {
  /// `values: {NAME: {type: TYPE, value: EXPRESSION}}`
  static func all(in yaml: YAMLMap) -> [NamedValue] {
    guard let map = yaml.map("values") else { return [] }
    return map.keys.compactMap { name in
      guard let value = map.map(name) else { return nil }
      value.allowOnly(.value)
      guard let expression = value.requiredText("value"), value.requiredText("type") != nil,
        let type = value.choice("type", ColumnType.self)
      else { return nil }
      if !isName(name) { map.sink.error(at: value.location, "'\(name)' cannot name a value") }
      return NamedValue(name: name, type: type, expression: expression)
    }
  }
}

/// True if the word can name a column, a parameter or a condition.
func isName(_ word: String) -> Bool {
  guard let first = word.first, first.isLetter || first == "_" else { return false }
  return word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    && !reservedWords.contains(word)
}
