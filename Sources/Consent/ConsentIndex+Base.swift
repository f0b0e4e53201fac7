import Table

/// What the permission columns say before any event is heard.
struct Base {
  /// 1, 0 or null.
  let permission: Int64
  /// The last second at which it may have been said, or null.
  let time: Int64
  let basis: Decision.Basis

  var isTrue: Bool { permission == 1 }
  var isFalse: Bool { permission == 0 }
}

extension ConsentIndex {
  func base(of person: Person, channel: Channel) -> Base {
    switch person {
    case .customer(let row, let member):
      let own = people.permission(channel, row)
      let basis = Decision.Basis.customer(Int32(row))
      let time = people.updatedAt.latest[row]
      guard channel == .line, let members, let line = member ?? memberRow(ofCustomer: row) else {
        return Base(permission: own, time: time, basis: basis)
      }
      // Of the two permissions those that are known count, and the stricter wins.
      let theirs = members.permission[line]
      if own == nullNumber {
        return Base(permission: theirs, time: time, basis: .member(Int32(line)))
      }
      let both = theirs == nullNumber ? own : min(own, theirs)
      return Base(permission: both, time: time, basis: basis)
    case .prospect(let form, let row):
      return Base(
        permission: forms[form].permission(channel, row), time: forms[form].time.latest[row],
        basis: .form(Int32(form), row: Int32(row)))
    case .member(let row):
      guard channel == .line, let members else {
        return Base(permission: nullNumber, time: nullNumber, basis: .nothing)
      }
      return Base(
        permission: members.permission[row], time: members.joinedAt[row],
        basis: .member(Int32(row)))
    case .nobody: return Base(permission: nullNumber, time: nullNumber, basis: .nothing)
    }
  }

  /// The row of the LINE member that a customer's LINE ID is.
  func memberRow(ofCustomer row: Int) -> Int? {
    memberOfPerson[row] < 0 ? nil : Int(memberOfPerson[row])
  }
}
