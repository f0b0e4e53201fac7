import Store
import Table

/// What happened in the quarter, in plain words: what the slow models judge by. Nothing in here was
/// computed by the program under test.
struct QuarterFacts {
  /// Somebody agreed or refused in the preference centre.
  struct Said {
    let at: Int64
    let isRefusal: Bool
    /// `all`, or one channel.
    let channel: String
    /// `all`, or one topic.
    let topic: String
    let customer: String?
    let address: String?
    /// The last day of a refusal that ends by itself.
    var until: Int64? = nil
  }

  /// Somebody filled in a form; a prospect has no customer.
  struct Form {
    let at: Int64
    let customer: String?
    let email: String?
    let phone: String?
    let emailPermission: Bool?
    let smsPermission: Bool?

    /// The same form filled in once more.
    func filed(at time: Int64) -> Form {
      Form(
        at: time, customer: customer, email: email, phone: phone, emailPermission: emailPermission,
        smsPermission: smsPermission)
    }
  }

  /// Somebody must be left alone.
  struct Suppression {
    let from: Int64
    let until: Int64?
    let customer: String?
    let address: String?
    /// `all`, or one channel.
    let channel: String
  }

  /// A customer as the CRM has them now.
  struct Person {
    let id: String
    var email: String?
    let emailSub: String?
    let phone: String?
    var emailPermission: Bool?
    let smsPermission: Bool?
    var updatedAt: Int64
    /// The CRM notes a complaint that is being handled.
    var complains = false

    func addresses(_ channel: String) -> [String] {
      (channel == "email" ? [email, emailSub] : channel == "sms" ? [phone] : []).compactMap { $0 }
    }

    var allAddresses: [String] { [email, emailSub, phone].compactMap { $0 } }
  }

  /// A LINE ID that belongs to no customer, or does.
  struct Member {
    let permission: Bool?
    var blockedAt: Int64?
  }

  /// How somebody answered to a send.
  struct Answer {
    let at: Int64
    let kind: String
    let send: LedgerSend
  }

  var people: [String: Person] = [:]
  var members: [String: Member] = [:]
  /// By id.
  var forms: [String: Form] = [:]
  /// By customer and by address.
  var said: [String: [Said]] = [:]
  var ticked: [String: [Form]] = [:]
  var suppressions: [String: [Suppression]] = [:]
  var answers: [String: [Answer]] = [:]

  /// By scenario and subject, the days on which somebody may enter.
  var entryDays: [String: [String: Set<Int64>]] = [:]

  mutating func mayEnter(_ scenario: String, _ subject: String, on date: Int64) {
    entryDays[scenario, default: [:]][subject, default: []].insert(date)
  }
}
