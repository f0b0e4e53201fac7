/// Markup being written. Text and attribute values go in as they are and are escaped here, so
/// nothing that a definition or a file name holds can become markup.
struct HTML {
  /// What has been written so far.
  private(set) var text = ""
  let language: ReportLanguage

  init(_ language: ReportLanguage) { self.language = language }

  /// An element with what `body` writes inside.
  mutating func element(
    _ name: StaticString, _ attributes: Attribute?..., body: (inout HTML) -> Void = { _ in }
  ) {
    open(name, attributes)
    body(&self)
    text += "</\(name)>"
  }

  /// An element that holds text alone.
  mutating func element(_ name: StaticString, _ attributes: Attribute?..., text content: String) {
    open(name, attributes)
    write(content)
    text += "</\(name)>"
  }

  /// An element that holds words in the report's language.
  mutating func element(_ name: StaticString, _ attributes: Attribute?..., phrase: Phrase) {
    open(name, attributes)
    write(phrase)
    text += "</\(name)>"
  }

  /// An element of HTML that has no end, such as `meta`.
  mutating func void(_ name: StaticString, _ attributes: Attribute?...) { open(name, attributes) }

  /// Starts a new line, for people who read the source.
  mutating func line() { text += "\n" }

  /// `<!DOCTYPE html>`.
  mutating func doctype() { text += "<!DOCTYPE html>\n" }

  /// A style sheet of ours.
  mutating func style(_ sheet: StaticString) { text += "<style>\n\(sheet)</style>\n" }

  /// Text.
  mutating func write(_ content: String) { escape(content, quotes: false) }

  /// Words. With both languages the English is marked up as such.
  mutating func write(_ phrase: Phrase) {
    switch language {
    case .ja: write(phrase.ja)
    case .en: write(phrase.en)
    case .both:
      write(phrase.ja)
      guard phrase.en != phrase.ja else { return }
      write(" ")
      element("span", .class("en"), .lang("en"), text: phrase.en)
    }
  }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute?]) {
    text += "<\(name)"
    for case let attribute? in attributes {
      text += " \(attribute.name)=\""
      escape(attribute.value, quotes: true)
      text += "\""
    }
    text += ">"
  }

  /// Characters that HTML does not allow in text become U+FFFD.
  private mutating func escape(_ content: String, quotes: Bool) {
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"" where quotes: text += "&quot;"
      case "\t", "\n": text.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        text += "\u{FFFD}"
      // Marks that reorder what follows would let a text pretend to be another.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

/// An attribute of an element. Names are ours, values may be anything.
struct Attribute {
  let name: StaticString
  let value: String

  init(_ name: StaticString, _ value: String) {
    self.name = name
    self.value = value
  }

  init(_ name: StaticString, _ value: Int) { self.init(name, String(value)) }

  static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
  static func id(_ id: String) -> Attribute { Attribute("id", id) }
  static func lang(_ language: String) -> Attribute { Attribute("lang", language) }
  static let hidden = Attribute("aria-hidden", "true")
}
