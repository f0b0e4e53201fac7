import Pipeline
import Table

/// One SELECT over the known rows of a source, with the joins that its formulas turn out to need.
final class RowScope {
  let script: Script
  let source: SourceDefinition
  /// Every aggregate of the formulas, those over the same rows together.
  let related: [RelatedRows]
  /// Every `earliest_after` of the formulas.
  private let earliest: [Formula]
  private(set) var joins: [String] = []
  private var aliases: [Join: String] = [:]
  private var taken: Set<String> = ["this"]

  /// What is joined to the row.
  enum Join: Hashable {
    case link(String)
    case target(String)
    case related(Int)
    case earliest(Int)
    case customerConsent(by: String)
    case ownConsent
  }

  init(_ source: SourceDefinition, formulas: [Formula], in script: Script) {
    self.script = script
    self.source = source
    let all = formulas.flatMap(\.all)
    earliest = all.filter { Earliest($0) != nil }
    related = RelatedRows.grouping(
      all.compactMap { formula in
        if case .aggregate(let aggregate) = formula { aggregate } else { nil }
      })
  }

  /// `known_… AS this`.
  var from: String { "\(script.known(source)) AS this" }

  func own(_ column: String) -> String { "this.\(identifier(column))" }

  /// Renders formulas over the row.
  var formulas: FormulaSQL {
    FormulaSQL(
      dialect: script.dialect, businessDate: script.businessDate, tieBreak: source.keyFields,
      aliases: [:], magnitudes: Magnitudes(), leaf: leaf)
  }

  func leaf(_ formula: Formula) -> Leaf {
    switch formula {
    case .field(let name, _), .own(let name, _): .value(own(name))
    case .linked(let link, let column, _): .value("\(target(of: link)).\(identifier(column))")
    case .isLinked(let link): .test("\(linkKey(link)) IS NOT NULL")
    case .aggregate(let aggregate): .value(value(of: aggregate))
    case .permission(let channel, let link): .value(permission(on: channel, link))
    case .earliestAfter: .value("\(joined(formula)).moment")
    default: preconditionFailure("only what is read from a row has a place in it")
    }
  }

  /// Joins a table once; the name under which it is joined.
  func join(_ join: Join, as wanted: String, _ clause: (String) -> String) -> String {
    if let alias = aliases[join] { return alias }
    var alias = wanted
    var number = 2
    while !taken.insert(alias.lowercased()).inserted {
      alias = "\(wanted)_\(number)"
      number += 1
    }
    alias = identifier(alias)
    aliases[join] = alias
    joins.append(clause(alias))
    return alias
  }

  /// The answers of an `earliest_after`, joined.
  private func joined(_ formula: Formula) -> String {
    guard let index = earliest.firstIndex(of: formula), let earliest = Earliest(formula) else {
      preconditionFailure("an 'earliest_after' that the row was not made for")
    }
    return join(.earliest(index), as: "earliest") { alias in
      let inner = RowScope(source, formulas: formula.parts, in: script)
      var compared = Select(earliest.columns(inner.formulas), from: inner.from)
      compared.joins = inner.joins
      let table = earliest.table(
        of: source.name, compared, keyCount: source.key.count, in: script)
      return Earliest.join(table, as: alias, formulas)
    }
  }

  private func definition(_ link: String) -> LinkDefinition {
    guard let found = source.link(link) else {
      preconditionFailure("source '\(source.name)' has no link '\(link)'")
    }
    return found
  }

  /// The table of a link, joined: the keys that it leads to.
  func linkTable(_ name: String) -> String {
    let table = script.link(definition(name), of: source)
    return join(.link(name), as: "\(name)_link") { alias in
      leftJoin(
        table, as: alias,
        on: source.key.map { "\(alias).\(identifier($0)) = \(own($0))" })
    }
  }

  /// A part of the key that a link leads to; null if it leads nowhere.
  func linkKey(_ name: String) -> String {
    let key = script.source(definition(name).source).key
    return "\(linkTable(name)).\(script.target(key.first ?? ""))"
  }

  /// The row that a link leads to, joined.
  func target(of name: String) -> String {
    let other = script.source(definition(name).source)
    let link = linkTable(name)
    let table = script.known(other)
    return join(.target(name), as: name) { alias in
      leftJoin(
        table, as: alias,
        on: other.key.map { "\(alias).\(identifier($0)) = \(link).\(script.target($0))" })
    }
  }
}

extension SourceDefinition {
  /// Its key as formulas.
  var keyFields: [Formula] {
    key.map { .field($0, column($0)?.type.columnType ?? .text) }
  }
}
