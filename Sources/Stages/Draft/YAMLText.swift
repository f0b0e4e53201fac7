import Table

/// Text as YAML writes it, on one line whatever it holds.
enum YAMLText {
  /// As it is if nothing in it could be taken for syntax or for another type, else in quotes.
  static func scalar(_ text: String) -> String {
    let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.unicodeScalars.first?.properties.isAlphabetic == true
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "0123456789_ ".unicodeScalars.contains($0)
      }
      && !text.hasSuffix(" ") && !words.contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  /// In double quotes.
  static func quoted(_ text: String) -> String {
    let out = ByteBuffer()
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out.append(text: "\\U" + String(repeating: "0", count: 8 - digits.count) + digits)
      default:
        if scalar == "\"" || scalar == "\\" { out.append(UInt8(ascii: "\\")) }
        out.append(scalar: scalar.value)
      }
    }
    out.append(UInt8(ascii: "\""))
    return out.text
  }
}
