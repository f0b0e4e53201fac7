import Consent
import Table

/// Makes what a delivery system takes, from the sends of a manifest.
protocol DeliveryAdapter {
  /// The channels whose sends it takes.
  var channels: [Channel] { get }

  /// Takes the next send: within a channel they come in the order of the manifest.
  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend

  /// Writes what is still open.
  mutating func finish(_ files: AdapterFiles) throws(ManifestError)

  /// Reads a finished file and refuses it if the system would.
  func check(_ name: String, _ content: ByteView) throws(ManifestError)
}

extension DeliveryAdapter {
  mutating func finish(_ files: AdapterFiles) throws(ManifestError) {}
}

/// What became of a send that an adapter took.
enum AddedSend {
  /// It is in a file.
  case itself
  /// Its recipient is in the file already by an earlier send, and is there once.
  case sameRecipient
  /// It is in a file, and comes from the company: its fields name no person whom a mail of its
  /// template could come from.
  case fromCompany
}

/// The files that an adapter is making, in memory until all are whole.
final class AdapterFiles {
  private(set) var contents: [String: ByteBuffer] = [:]

  /// The content of a file, begun empty.
  subscript(name: String) -> ByteBuffer {
    if let known = contents[name] { return known }
    let buffer = ByteBuffer(capacity: 1 << 12)
    contents[name] = buffer
    return buffer
  }

  func has(_ name: String) -> Bool { contents[name] != nil }

  /// In byte order.
  var names: [String] { contents.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}
