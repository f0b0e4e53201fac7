import Table

/// The columns that consent.yml names itself: each must be read as what consent takes it for. What is
/// read otherwise would be compared as something else, and somebody's no would be missed.
extension DefinitionChecker {
  func check(_ people: ConsentDefinition.People, in table: SourceDefinition) {
    checkKey(people.key, of: table, at: people.places.value("key"))
    if let column = people.updatedAt {
      checkTime(column, of: table, key: "updated_at", people.places)
    }
    for (channel, columns) in people.addresses {
      for (index, column) in columns.enumerated() {
        checkAddress(
          column, of: table, channel, at: people.places.value("addresses", channel, "\(index)"))
      }
    }
    for (channel, column) in people.permissions {
      checkPermission(
        column, of: table, channel, at: people.places.value("permissions", channel))
    }
    checkShared(people.addresses) { people.places.value("addresses", $0, "0") }
  }

  func check(_ form: ConsentDefinition.Form, in table: SourceDefinition) {
    checkKey(form.key, of: table, at: form.places.value("key"))
    checkTime(form.at, of: table, key: "at", form.places)
    for answer in form.answers {
      let place = { form.places.value("answers", answer.channel, $0) }
      checkAddress(answer.address, of: table, answer.channel, at: place("address"))
      checkPermission(answer.permission, of: table, answer.channel, at: place("permission"))
    }
    checkShared(form.answers.map { ($0.channel, [$0.address]) }) {
      form.places.value("answers", $0, "address")
    }
  }

  /// Rows are told apart by it, so no two may have the same.
  private func checkKey(_ column: String, of table: SourceDefinition, at place: SourceLocation) {
    guard type(column, of: table, at: place) != nil, table.key != [column] else { return }
    sink.error(
      at: place, "'key' must be the key of source '\(table.name)', column '\(column)' is not",
      help: "its rows are told apart by \(table.key.joined(separator: ", "))")
  }

  private func checkTime(
    _ column: String, of table: SourceDefinition, key: String, _ places: WordPlaces
  ) {
    require(
      [.date, .timestamp], column, of: table, what: "'\(key)'", at: places.value(key),
      help: "of a date, agreements count from its beginning and a no to its end")
  }

  private func checkAddress(
    _ column: String, of table: SourceDefinition, _ channel: String, at place: SourceLocation
  ) {
    // An unknown channel has an error of its own.
    guard let address = Self.addressTypes[channel] else {
      type(column, of: table, at: place)
      return
    }
    require(
      [address], column, of: table, what: "an address of '\(channel)'", at: place,
      help: "else an address is not found again where it is spelt in another way")
  }

  private func checkPermission(
    _ column: String, of table: SourceDefinition, _ channel: String, at place: SourceLocation
  ) {
    require(
      [.bool], column, of: table, what: "the permission of '\(channel)'", at: place,
      help: "words that it does not know go into its 'true_words' and 'false_words'")
    checkHeaders(of: column, of: table, channel, at: place)
  }

  /// Warns of a permission under a header such as 配信停止 until its column says what a yes there is.
  /// Words of its own end nothing: the built-in ones would still be read as they are elsewhere.
  func checkHeaders(
    of column: String, of table: SourceDefinition, _ channel: String, at place: SourceLocation
  ) {
    guard let field = table.column(column), field.type == .bool, field.inverted == nil else {
      return
    }
    let headers = [field.header] + field.headerSynonyms
    let refusals = headers.filter(FieldDefinition.isRefusal)
    guard let header = refusals.first else { return }
    sink.warning(
      at: place,
      "the permission of '\(channel)' stands under '\(header)', where a yes is a no",
      help: refusals.count < headers.count
        ? "its other headers say yes, and no column can be read both ways: keep those of one kind"
        : "add inverted: true to column '\(column)', or inverted: false if a yes there allows sending"
    )
  }

  func require(
    _ types: [FieldType], _ column: String, of table: SourceDefinition, what: String,
    at place: SourceLocation, help: String
  ) {
    guard type(column, of: table, at: place) != nil, let found = table.column(column)?.type,
      !types.contains(found)
    else { return }
    let wanted = types.map(\.rawValue).joined(separator: " or ")
    sink.error(
      at: place,
      "\(what) must be of type \(wanted), column '\(column)' is of type \(found.rawValue)",
      help: help)
  }

  /// Channels whose addresses are of one kind have them in common: a person has one list a kind.
  private func checkShared(
    _ addresses: [(channel: String, columns: [String])], place: (String) -> SourceLocation
  ) {
    for (index, item) in addresses.enumerated() {
      guard let type = Self.addressTypes[item.channel],
        let other = addresses[..<index].first(where: { Self.addressTypes[$0.channel] == type }),
        other.columns != item.columns
      else { continue }
      sink.error(
        at: place(item.channel),
        "'\(other.channel)' and '\(item.channel)' must have the same address columns",
        help: "both are reached by columns of type \(type.rawValue)")
    }
  }

  /// How the addresses of each channel are read.
  static let addressTypes: [String: FieldType] = [
    "email": .email, "line": .lineID, "sms": .phone, "push": .token, "phone": .phone, "ads": .email,
  ]
}
