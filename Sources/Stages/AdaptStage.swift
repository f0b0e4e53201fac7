import Ingest
import Manifest
import Pipeline
import Store
import Table

/// A delivery system as the command names it, and what it was told.
public struct AdaptOptions: Sendable {
  /// The systems that there are files for; what each takes is in docs/manifests.md.
  public enum Target: Sendable {
    case csv, sendgrid, ses, line, fcm, smsCSV, callList, googleAds, metaAds
  }

  /// UTF-8 with a byte order mark, or CP932, which refuses a text that it cannot write.
  public enum Encoding: Sendable { case utf8, cp932 }

  /// Decides which of the other options are needed; the rest are not looked at.
  public var target: Target
  /// Of a CSV file or call list, in order; empty for all.
  public var columns: [String] = []
  /// Of a CSV file or call list.
  public var encoding = Encoding.utf8
  /// By template id: SendGrid's or SES's template, the audience of Google or Meta, or the content of
  /// a file of messages for LINE or FCM.
  public var templates: [String: [UInt8]] = [:]
  /// The sender's address for SendGrid and SES.
  public var from: String?
  /// LINE's channel id.
  public var lineChannel: String?

  public init(_ target: Target) { self.target = target }
}

extension AdaptOptions {
  /// The templates that are names.
  fileprivate var names: [String: String] {
    templates.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}

/// What was made for a delivery system.
public struct AdaptReport: Sendable {
  /// The published folder.
  public let folder: String
  /// The names of its files but `SHA256SUMS`, in byte order.
  public let files: [String]
  /// How many sends are in them.
  public let sends: Int
  /// How many of these are to a recipient whom an audience already had by an earlier one.
  public let sameRecipient: Int
  /// How many of these come from the company, although their messages come from people: the row names
  /// nobody, or nobody whom a mail could come from.
  public let fromCompany: Int
  /// How many sends of its channels were left out because they were withdrawn, or because the
  /// ledger has forgotten them: whom they are to was erased after the date was sealed.
  public let withdrawn: Int
}

extension StageRunner {
  /// Makes a folder `<out>/<date>-<target>` for a delivery system from the date's manifest, without
  /// what a recheck has withdrawn and without who was erased since.
  ///
  /// - Throws: `StageError` if the manifest is not what was published, an option is missing or names
  ///   what is not there (`usage`), or the system would not take a send; nothing is written then.
  public func adapt(_ adapt: AdaptOptions, out: String) throws -> AdaptReport {
    let system = try system(adapt)
    _ = try PublishedManifest(checking: options.date, in: store)
    // What is read must stay what was checked.
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let manifest = try PublishedManifest(checking: options.date, in: store)
    let known = try manifest.ledger.sendIDs(on: options.date)
    do {
      let adapter = ManifestAdapter(
        manifest: manifest.folder, fallbacks: MessageFallbacks(plan.messages)
      ) { known.contains($0) }
      let result = try adapter.write(
        for: system, parent: out, name: "\(businessDate)-\(system.name)")
      return AdaptReport(
        folder: result.folder, files: result.files, sends: result.sends,
        sameRecipient: result.sameRecipient, fromCompany: result.fromCompany,
        withdrawn: result.withdrawn)
    } catch {
      let kind: StageError.Kind =
        switch error.code {
        case .inputOutput: .tryAgain
        case .wrongUse: .usage
        default: .data
        }
      throw StageError(kind, error.message, help: error.hint)
    }
  }

  private func system(_ adapt: AdaptOptions) throws -> DeliverySystem {
    switch adapt.target {
    case .csv: return .csv(csvSettings(adapt))
    case .sendgrid: return .sendGrid(try mailSettings(adapt, "SendGrid"))
    case .ses: return .ses(try mailSettings(adapt, "SES"))
    case .line:
      guard let channel = adapt.lineChannel else {
        throw StageError(
          .usage, "LINE needs the id of the channel that the user ids belong to",
          help: "--line-channel ID")
      }
      return .line(LINESettings(channelID: channel, messages: adapt.templates))
    case .fcm: return .fcm(FCMSettings(messages: adapt.templates))
    case .smsCSV: return .smsCSV
    case .callList:
      return .callList(CallListSettings(csv: csvSettings(adapt), scenarios: callScenarios))
    case .googleAds: return .googleAds(AudienceSettings(audiences: adapt.names))
    case .metaAds: return .metaAds(AudienceSettings(audiences: adapt.names))
    }
  }

  private func mailSettings(_ adapt: AdaptOptions, _ system: String) throws -> MailSettings {
    guard let from = adapt.from else {
      throw StageError(.usage, "\(system) needs the sender's address", help: "--from ADDRESS")
    }
    let senders = plan.messages.compactMap { message in
      message.sender.map {
        (message.templateID, MailSettings.Sender(name: $0.name, address: $0.address))
      }
    }
    return MailSettings(
      fromAddress: from, fromName: definition.sender?.name ?? "", templates: adapt.names,
      senders: Dictionary(senders, uniquingKeysWith: { first, _ in first }))
  }

  private func csvSettings(_ adapt: AdaptOptions) -> CSVSettings {
    CSVSettings(
      columns: adapt.columns, labels: labels,
      encoder: adapt.encoding == .cp932 ? Self.cp932() : nil)
  }

  private var callScenarios: [String: CallListSettings.Scenario] {
    definition.scenarios.reduce(into: [:]) { known, scenario in
      known[scenario.id] = CallListSettings.Scenario(
        priority: scenario.number, name: scenario.name,
        purposes: Dictionary(
          scenario.messages.map { ($0.step, $0.label) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func cp932() -> CSVSettings.Encoder {
    let encoder = CP932Encoder()
    return { encoder.encode($0, $1) }
  }

  /// By scenario: the labels of its mart's columns.
  private var labels: [String: [String: String]] {
    Dictionary(
      plan.segments.map { segment in
        let columns = plan.mart(segment.mart)?.columns ?? []
        return (
          segment.scenario,
          Dictionary(columns.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension MessageFallbacks {
  fileprivate init(_ messages: [MessagePlan]) {
    self.init()
    for message in messages {
      for field in message.fields {
        guard let fallback = field.fallback else { continue }
        if field.type == .int, let number = Int64(fallback) {
          add(number: number, for: field.name, of: message.templateID)
        } else {
          add(text: fallback, for: field.name, of: message.templateID)
        }
      }
    }
  }
}
