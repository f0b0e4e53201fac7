/// Finds what is wrong with a source's `files`, which would else be found by the run, or never: a
/// pattern that no file can match looks like a file that has not come.
enum FilesPattern {
  static func check(_ pattern: Located<String>, sink: DiagnosticSink) {
    let names = pattern.value.split(separator: "/", omittingEmptySubsequences: false)
    if names.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
      sink.error(
        at: pattern.location,
        "'files' must name files inside the exports folder: not with '..', '.' or an empty name",
        help: "such as customers*.csv or crm/customers*.csv")
      return
    }
    for name in names {
      guard let fault = fault(in: Array(name.unicodeScalars)) else { continue }
      sink.error(at: pattern.location, fault.message, help: fault.help)
      return
    }
  }

  /// The brackets of a pattern, read as `NamePattern` of the exports folder reads them.
  private static func fault(in name: [Unicode.Scalar]) -> (message: String, help: String)? {
    var at = 0
    while at < name.count {
      defer { at += 1 }
      guard name[at] == "[" else { continue }
      let open = at
      at += 1
      let isNegated = at < name.count && (name[at] == "!" || name[at] == "^")
      if isNegated { at += 1 }
      let first = at
      var isEmpty = true
      while at < name.count, name[at] != "]" || at == first {
        var high = name[at]
        let low = high
        if at + 2 < name.count, name[at + 1] == "-", name[at + 2] != "]" {
          high = name[at + 2]
          at += 2
        }
        if low <= high { isEmpty = false }
        at += 1
      }
      guard at < name.count else {
        return ("'files' has a '[' that no ']' ends", "a bracket itself is written [[]")
      }
      if isEmpty && !isNegated {
        let written = String(String.UnicodeScalarView(name[open...at]))
        return (
          "'\(written)' of 'files' stands for no character",
          "a range goes from the lesser to the greater"
        )
      }
    }
    return nil
  }
}
