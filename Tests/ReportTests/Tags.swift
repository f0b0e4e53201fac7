/// The elements of a page, read strictly: whatever is not well nested is refused.
struct Tags {
  struct Unsound: Error, CustomStringConvertible {
    let description: String
  }

  /// Of start tags, in their order.
  private(set) var names: [String] = []
  private var pairs: [(name: String, value: String)] = []

  private static let void: Set<String> = ["meta"]

  init(_ page: String) throws {
    var rest = Substring(page)
    guard rest.hasPrefix("<!DOCTYPE html>\n") else { throw Unsound(description: "no doctype") }
    rest = rest.dropFirst("<!DOCTYPE html>\n".count)
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      if rest.first == "/" {
        guard let end = rest.firstIndex(of: ">") else { throw Unsound(description: "no end") }
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        guard open.popLast() == name else { throw Unsound(description: "</\(name)>") }
        rest = rest[rest.index(after: end)...]
        continue
      }
      let name = String(rest.prefix { $0.isLetter || $0.isNumber })
      guard !name.isEmpty else { throw Unsound(description: "a bare <") }
      rest = rest.dropFirst(name.count)
      names.append(name)
      try readAttributes(&rest)
      if Self.void.contains(name) { continue }
      open.append(name)
      if name == "style" {
        // Its content is no markup up to the first `</`.
        while !rest.isEmpty, !rest.hasPrefix("</") { rest = rest.dropFirst() }
      }
    }
    guard open.isEmpty else { throw Unsound(description: "open at the end: \(open)") }
  }

  /// The values of an attribute, in the order of their elements.
  func attributes(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  private mutating func readAttributes(_ rest: inout Substring) throws {
    while rest.first == " " {
      rest = rest.dropFirst()
      let name = String(rest.prefix { $0 != "=" && $0 != ">" && $0 != " " })
      rest = rest.dropFirst(name.count)
      guard rest.hasPrefix("=\"") else { throw Unsound(description: "attribute \(name)") }
      rest = rest.dropFirst(2)
      guard let end = rest.firstIndex(of: "\"") else { throw Unsound(description: "quote") }
      pairs.append((name, String(rest[..<end])))
      rest = rest[rest.index(after: end)...]
    }
    guard rest.first == ">" else { throw Unsound(description: "no > after a tag") }
    rest = rest.dropFirst()
  }
}
