public import Table

/// A way to reach a person, for which consent is asked by itself.
public enum Channel: String, CaseIterable, Sendable, Hashable {
  case email, line, sms, push, phone, ads

  /// The kinds of address that this channel writes to, in the order they are tried.
  public var addressKinds: [AddressKind] {
    switch self {
    case .email: [.email]
    case .line: [.line]
    case .sms, .phone: [.phone]
    case .push: [.token]
    case .ads: [.email, .phone]
    }
  }

  /// The channel of its code as UTF-8, or nil.
  public init?(code: ByteView) {
    switch code {
    case _ where Bytes.equal(code, "email"): self = .email
    case _ where Bytes.equal(code, "line"): self = .line
    case _ where Bytes.equal(code, "sms"): self = .sms
    case _ where Bytes.equal(code, "push"): self = .push
    case _ where Bytes.equal(code, "phone"): self = .phone
    case _ where Bytes.equal(code, "ads"): self = .ads
    default: return nil
    }
  }

  /// Its place in `allCases`.
  var index: Int {
    switch self {
    case .email: 0
    case .line: 1
    case .sms: 2
    case .push: 3
    case .phone: 4
    case .ads: 5
    }
  }
}

/// What an address is. Two addresses are the same only if they are of one kind and of equal bytes.
public enum AddressKind: Int, CaseIterable, Sendable, Hashable {
  case email, phone, line, token

  /// The channels that an opt_in of channel `all` by this kind of address speaks for: those whose
  /// own address it is. Advertising borrows the addresses of others and is never among them.
  var ownChannels: ChannelSet {
    switch self {
    case .email: [.email]
    case .phone: [.sms, .phone]
    case .line: [.line]
    case .token: [.push]
    }
  }
}

/// Some of the channels. One byte.
struct ChannelSet: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ channel: Channel) { rawValue = 1 << UInt8(channel.index) }

  static let email = ChannelSet(.email)
  static let line = ChannelSet(.line)
  static let sms = ChannelSet(.sms)
  static let push = ChannelSet(.push)
  static let phone = ChannelSet(.phone)
  static let ads = ChannelSet(.ads)
  static let all: ChannelSet = [.email, .line, .sms, .push, .phone, .ads]
}
