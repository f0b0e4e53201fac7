import Table

/// The columns of a form table.
final class FormColumns: Sendable {
  let mart: String
  let key: TextColumn
  let time: SaidTimes
  /// In the order of `AddressKind`; nil where the form does not ask for one.
  let addresses: [TextColumn?]
  /// In the order of the channels.
  let permissions: [(channel: Channel, values: [Int64])]
  /// By `Channel.index`; empty where the form does not ask.
  private let permissionsByChannel: [[Int64]]
  let permissionColumns: [Channel: String]
  let adsKinds: [AddressKind]
  let customer: [Int32]

  init(_ form: ConsentSources.Form) throws(ConsentError) {
    mart = form.table.name
    key = try form.table.text(form.key)
    time = try SaidTimes(form.eventTime, of: form.table)
    var addresses: [TextColumn?] = []
    for kind in AddressKind.allCases {
      if let name = form.addresses[kind] {
        addresses.append(try form.table.text(name))
      } else {
        addresses.append(nil)
      }
    }
    self.addresses = addresses
    var permissions: [(channel: Channel, values: [Int64])] = []
    for channel in Channel.allCases {
      guard let name = form.permissions[channel] else { continue }
      permissions.append((channel, try form.table.numbers(name)))
    }
    self.permissions = permissions
    permissionsByChannel = Channel.allCases.map { channel in
      permissions.first { $0.channel == channel }?.values ?? []
    }
    permissionColumns = form.permissions
    adsKinds = form.adsKinds
    customer = form.customer
  }

  /// The permission that a form itself gives: 1, 0 or null.
  func permission(_ channel: Channel, _ row: Int) -> Int64 {
    permissionsByChannel[channel.index].isEmpty
      ? nullNumber : permissionsByChannel[channel.index][row]
  }
}

/// The columns of the LINE members.
final class MemberColumns: Sendable {
  let lineID: TextColumn
  let permission: [Int64]
  let joinedAt: [Int64]
  let blockedAt: [Int64]
  let customer: [Int32]
  let index: KeyIndex
  let mart: String

  init(_ members: ConsentSources.Members) throws(ConsentError) {
    lineID = try members.table.text("line_id")
    permission = try members.table.numbers("line_permission")
    joinedAt = try members.table.numbers("joined_at")
    blockedAt = try members.table.numbers("blocked_at")
    customer = members.customer
    index = KeyIndex(of: lineID)
    mart = members.table.name
  }
}

/// The columns of the people.
final class PeopleColumns: Sendable {
  let key: TextColumn
  let updatedAt: SaidTimes
  /// In the order of `AddressKind`; the main column of a kind first.
  let addresses: [[TextColumn]]
  /// By `Channel.allCases`; nil where there is no permission column. Null, too, where the column
  /// says yes and nothing is recorded of where the contact came from.
  let permissions: [[Int64]?]
  let permissionColumns: [Channel: String]
  /// Where each contact came from; nil where the pipeline does not ask.
  let origins: TextColumn?
  let adsKinds: [AddressKind]
  let index: KeyIndex
  let mart: String

  init(_ people: ConsentSources.People) throws(ConsentError) {
    key = try people.table.text(people.key)
    updatedAt = try SaidTimes(optional: people.updatedAt, of: people.table)
    var addresses: [[TextColumn]] = []
    for kind in AddressKind.allCases {
      var columns: [TextColumn] = []
      for name in people.addresses[kind] ?? [] { columns.append(try people.table.text(name)) }
      addresses.append(columns)
    }
    self.addresses = addresses
    var origins: TextColumn?
    if let name = people.origin { origins = try people.table.text(name) }
    self.origins = origins
    var permissions: [[Int64]?] = []
    for channel in Channel.allCases {
      if let name = people.permissions[channel] {
        let numbers = try people.table.numbers(name)
        permissions.append(origins.map { Self.recorded(numbers, $0) } ?? numbers)
      } else {
        permissions.append(nil)
      }
    }
    self.permissions = permissions
    permissionColumns = people.permissions
    adsKinds = people.adsKinds
    index = KeyIndex(of: key)
    mart = people.table.name
  }

  /// The answers with those taken as empty that say yes and have no recorded origin. A no needs none:
  /// without it an older agreement would count. O(rows).
  private static func recorded(_ answers: [Int64], _ origins: TextColumn) -> [Int64] {
    answers.indices.map { row in
      answers[row] != 0 && origins[row]?.isEmpty ?? true ? nullNumber : answers[row]
    }
  }

  /// The permission on record of a channel: 1, 0 or null.
  func permission(_ channel: Channel, _ row: Int) -> Int64 {
    permissions[channel.index]?[row] ?? nullNumber
  }
}
