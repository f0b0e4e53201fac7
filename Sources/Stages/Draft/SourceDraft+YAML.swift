import Ingest
import Table

extension SourceDraft {
  /// The definition as YAML, with a comment on every guess that says what it rests on.
  ///
  /// `meibo check` accepts it. The only values of the export in it are the words of columns that
  /// are plainly choices. O(columns).
  public var yaml: String {
    let newest = columns.first { Self.updates.contains($0.name) && $0.isTime }
    let event = columns.first {
      $0.isTime && $0.name != newest?.name && $0.name != "birth_date" && $0.guess.type == .timestamp
    }
    let isAppended = newest == nil && event != nil
    var lines = [
      "# Drafted by 'meibo new source' from \(YAMLText.quoted(file.name)): a guess to be checked.",
      "# \(counted(rows, "record")) looked at; \(unreadable) in the whole file cannot be read.",
      "source: \(YAMLText.scalar(source))"
        + (file.source == nil && source == "source" ? "  # no name in the file's: give one" : ""),
      "label: \(YAMLText.scalar(file.label.isEmpty ? source : file.label))",
      "files: \(YAMLText.quoted(file.pattern))  # do other files of the exports match?",
      "encoding: \(encoding.rawValue)  # \(encodingComment)",
    ]
    if shape.delimiter != .comma {
      lines.append("delimiter: \(shape.delimiter.word)  # parts the header row into most columns")
    }
    if shape.skippedLines > 0 {
      lines.append(
        "skip_lines: \(shape.skippedLines)  # the lines before have far fewer filled columns than the rest"
      )
    }
    lines.append(
      isAppended
        ? "mode: append  # in doubt: times, but none of an update; or snapshot, if files hold all"
        : "mode: snapshot  # in doubt: or append, if a file holds only what is new")
    lines.append(
      "key: [\(key.columns.map { columns[$0].name }.joined(separator: ", "))]"
        + "  # \(keyComment)")
    if let newest { lines.append("newest_by: \(newest.name)  # by its header") }
    if let event {
      lines.append("# event_time: \(event.name)  # if a row is not known before that time")
    }
    lines.append("columns:")
    for (index, column) in columns.enumerated() {
      lines.append(column.line(isKey: key.columns.contains(index)))
    }
    lines += leftOut.map { "  # left out: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let updates: Set<String> = [
    "updated_at", "updated_on", "modified_at", "last_updated", "last_modified", "updated",
    "updated_date", "last_updated_at", "last_modified_at", "last_modified_date",
  ]

  private var encodingComment: String {
    switch encoding {
    case .utf16le:
      shape.isUTF16 ? "every second byte looks so; no byte order mark" : "byte order mark"
    case .utf8 where shape.hasMark: "byte order mark"
    case .utf8: "fits at least as many records as cp932"
    case .cp932: "fits more records than utf-8"
    }
  }

  private var keyComment: String {
    let others = key.columns.count > 1 ? "together " : ""
    return switch key.certainty {
    case .unique: "\(others)never empty and never twice in \(counted(rows, "record"))"
    case .uniqueForeign:
      "in doubt: never empty and never twice, but is a column that is its own key missing here?"
    case .uniqueNoID: "in doubt: never empty and never twice, but not called an ID"
    case .nearly(let distinct):
      "in doubt: \(others)\(distinct) different in \(counted(rows, "record")); are some sent again?"
    case .unknown where rows == 0: "no record to tell by: name the columns that name a record"
    case .unknown: "in doubt: no column is without empty or repeated values"
    }
  }
}

extension DraftColumn {
  fileprivate var isTime: Bool { guess.type == .timestamp || guess.type == .date }

  fileprivate func line(isKey: Bool) -> String {
    // A column of the key must be a text.
    let isForced = isKey && guess.type.columnType != .text
    let isChoice = guess.type == .choice && !isForced
    let isInverted = guess.reason == .refusal && !isForced
    let type = isForced ? "id" : guess.type.rawValue
    let words = guess.choices.map(YAMLText.quoted).joined(separator: ", ")
    return "  - {name: \(name), header: \(YAMLText.scalar(header)), type: \(type)"
      + (isChoice ? ", choices: [\(words)]" : "") + (isInverted ? ", inverted: true" : "")
      + "}  # \(isForced ? "part of the key" : guess.comment)"
  }
}

extension TypeGuess {
  /// Why the type, and how sure.
  fileprivate var comment: String {
    switch reason {
    case .noRecords: "no record to tell by"
    case .tooFewValues: "in doubt: \(counted(values, "value")) in the sample"
    case .header where values == 0: "by the header alone: no value in the sample"
    case .header: "by the header; \(counted(values, "value"))"
    case .headerAndValues where type == .choice:
      "by the header; \(share) of \(counted(values, "value")) are one of these: add labels"
    case .headerAndValues:
      "by the header; \(share) of \(counted(values, "value")) read so" + decimals
    case .values: "by the values: \(share) of \(values) look so" + decimals
    case .oneWord: "in doubt: all of \(counted(values, "value")) are one word, which reads so"
    case .nothingElse: "no other type reads nearly all of \(counted(values, "value"))"
    case .unclearChoice: "in doubt: a choice by the header, but its words cannot be told for sure"
    case .unknownAnswers:
      "in doubt: an answer by its header? then a bool, with its words as true_words and false_words"
    case .refusal:
      "in doubt: is a yes here a no? it is read so, a yes as false; else write inverted: false"
    case .unknownRefusals:
      "in doubt: a no by its header? then a bool, inverted: true, and words that refuse as false_words"
    case .contradiction(let named):
      "in doubt: \(named.rawValue) by the header, but it reads \(share) of \(counted(values, "value"))"
    }
  }

  private var decimals: String { hasDecimals ? "; decimals are rounded" : "" }

  /// In tenths of a percent, rounded down so that only all is 100 %.
  private var share: String {
    if typed == values { return "all" }
    let tenths = typed * 1000 / max(values, 1)
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

extension ExportFormat.Delimiter {
  fileprivate var word: String {
    switch self {
    case .comma: "comma"
    case .tab: "tab"
    case .semicolon: "semicolon"
    }
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
