/// A column of a table: its heading, and how its cells stand.
struct TableColumn {
  enum Kind {
    case text, number, picture
  }

  let heading: Phrase
  let kind: Kind

  static func text(_ ja: String, _ en: String) -> TableColumn {
    TableColumn(heading: Phrase(ja, en), kind: .text)
  }

  static func number(_ ja: String, _ en: String) -> TableColumn {
    TableColumn(heading: Phrase(ja, en), kind: .number)
  }

  /// A column of pictures that repeat figures beside them.
  static func picture(_ ja: String, _ en: String) -> TableColumn {
    TableColumn(heading: Phrase(ja, en), kind: .picture)
  }
}

extension HTML {
  /// A table in a box of its own that scrolls sideways, also with the keyboard, so that the page
  /// never does. `id` must be the page's only one; the caption names the box.
  mutating func table(
    _ id: String, caption: Phrase, columns: [TableColumn], class name: String = "",
    rows: (inout HTML) -> Void, foot: ((inout HTML) -> Void)? = nil
  ) {
    element(
      "div", .class("scroll"), Attribute("role", "region"),
      Attribute("aria-labelledby", id + "-caption"), Attribute("tabindex", 0)
    ) { html in
      html.element("table", .id(id), name.isEmpty ? nil : .class(name)) { html in
        html.element("caption", .id(id + "-caption"), phrase: caption)
        html.element("thead") { html in
          html.row { html in
            for column in columns {
              html.element(
                "th", Attribute("scope", "col"), column.kind.className.map { .class($0) },
                phrase: column.heading)
            }
          }
        }
        html.element("tbody", body: rows)
        if let foot { html.element("tfoot", body: foot) }
      }
    }
    line()
  }

  mutating func row(_ cells: (inout HTML) -> Void) {
    line()
    element("tr", body: cells)
  }

  /// The cell that names its row.
  mutating func rowHeading(_ body: (inout HTML) -> Void) {
    element("th", Attribute("scope", "row"), body: body)
  }

  mutating func rowHeading(_ text: String) { rowHeading { $0.write(text) } }

  mutating func cell(_ body: (inout HTML) -> Void) { element("td", body: body) }

  mutating func cell(_ text: String) { element("td", text: text) }

  mutating func cell(code: String) { cell { $0.element("code", text: code) } }

  /// A count; nothing stands back.
  mutating func cell(count: Int) {
    element("td", .class(count == 0 ? "number zero" : "number"), text: Figures.count(count))
  }

  /// A figure that is text already.
  mutating func cell(number: String) { element("td", .class("number"), text: number) }

  /// A picture.
  mutating func pictureCell(_ body: (inout HTML) -> Void) {
    element("td", .class("picture"), body: body)
  }

  /// A name for people, with the one that definitions use beneath it.
  mutating func named(_ label: String, _ name: String) {
    element("span", .class("label"), text: label)
    if label != name {
      write(" ")
      element("code", .class("name"), text: name)
    }
  }
}

extension TableColumn.Kind {
  fileprivate var className: String? {
    switch self {
    case .text: nil
    case .number: "number"
    case .picture: "picture"
    }
  }
}
