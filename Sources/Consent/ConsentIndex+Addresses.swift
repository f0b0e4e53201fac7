public import Table

extension ConsentIndex {
  /// Where a message would go.
  public struct Destination {
    /// Valid while the index lives.
    public let address: ByteView
    /// True if it bounced for good: nothing may be sent to it.
    public let isBounced: Bool
  }

  /// The address of a person on a channel: the main one, or the next where the main one is null or
  /// bounced and the next is neither. Nil if there is none. A LINE ID that is the subject is
  /// reached by itself only.
  public func destination(of subject: Subject, channel: Channel) -> Destination? {
    if channel == .line, case .member(let row) = subject {
      return members?.lineID[row].map {
        Destination(address: $0, isBounced: bounces.contains($0))
      }
    }
    var first: ByteView?
    var isFirst = true
    var usable: ByteView?
    forEachAddress(of: subject, kinds: kinds(of: channel, for: subject)) { _, address in
      defer { isFirst = false }
      if isFirst { first = address }
      if usable == nil, let address, !bounces.contains(address) { usable = address }
    }
    if let usable { return Destination(address: usable, isBounced: false) }
    return first.map { Destination(address: $0, isBounced: true) }
  }

  /// Every address of a person that is not null.
  public func forEachAddress(of subject: Subject, _ body: (AddressKind, ByteView) -> Void) {
    forEachAddress(of: subject, kinds: AddressKind.allCases) { kind, address in
      if let address { body(kind, address) }
    }
  }

  /// The id of the customer behind a subject, or nil for somebody who is none.
  public func customerID(of subject: Subject) -> ByteView? {
    customerRow(of: subject).flatMap { people.key[$0] }
  }

  /// The row of the customer behind a subject, or nil for somebody who is none.
  public func customerRow(of subject: Subject) -> Int? {
    if case .customer(let row, _) = resolve(subject) { return row }
    return nil
  }

  /// What kinds of address a channel may use of a person. Advertising has none of its own.
  private func kinds(of channel: Channel, for subject: Subject) -> [AddressKind] {
    guard channel == .ads else { return channel.addressKinds }
    return switch resolve(subject) {
    case .customer: people.adsKinds
    case .prospect(let form, _): forms[form].adsKinds
    case .member, .nobody: []
    }
  }

  /// The addresses of the kinds in their order, null where a column has none. A LINE ID that is
  /// the subject comes before its customer's own.
  private func forEachAddress(
    of subject: Subject, kinds: [AddressKind], _ body: (AddressKind, ByteView?) -> Void
  ) {
    for kind in kinds {
      switch resolve(subject) {
      case .customer(let row, let member):
        if kind == .line, let member { body(kind, members?.lineID[member]) }
        for column in people.addresses[kind.rawValue] { body(kind, column[row]) }
      case .prospect(let form, let row):
        if let column = forms[form].addresses[kind.rawValue] { body(kind, column[row]) }
      case .member(let row):
        if kind == .line { body(kind, members?.lineID[row]) }
      case .nobody: break
      }
    }
  }
}
