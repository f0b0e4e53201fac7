import CIsal
import Table

/// Unpacks gzip data (RFC 1952) as they come, one member after the other.
///
/// Zero bytes after the last member are padding; anything else there is damage.
final class GzipStream {
  /// What is wrong with the data.
  enum Fault: Error {
    case cutShort
    case damaged
  }

  private enum Place {
    case member
    case betweenMembers
    case padding
  }

  private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  private var place = Place.betweenMembers
  /// How many bytes of the present member were taken.
  private var memberBytes = 0

  /// How many members were begun.
  private var members = 0

  init() {
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
  }

  deinit { state.deallocate() }

  /// Unpacks until the room is full or the packed bytes are used up: how many of them were taken,
  /// and how many made. O(bytes).
  ///
  /// - Parameter packed: what follows the bytes taken so far.
  func unpack(
    _ packed: ByteView, into room: UnsafeMutableBufferPointer<UInt8>
  ) throws(Fault) -> (taken: Int, made: Int) {
    var taken = 0
    var made = 0
    while true {
      switch place {
      case .padding:
        guard packed.dropFirst(taken).allSatisfy({ $0 == 0 }) else { throw .damaged }
        return (packed.count, made)
      case .betweenMembers:
        guard taken < packed.count else { return (taken, made) }
        if packed[taken] == 0 && members > 0 {
          place = .padding
          continue
        }
        // The library would wait for a whole header before it looks.
        if packed[taken] != 0x1F || taken + 1 < packed.count && packed[taken + 1] != 0x8B {
          throw .damaged
        }
        isal_inflate_reset(state)
        place = .member
        members += 1
        memberBytes = 0
      case .member:
        let step = try unpackMember(
          packed.slice(taken, packed.count),
          into: UnsafeMutableBufferPointer(rebasing: room[made...]))
        taken += step.taken
        made += step.made
        if place == .member { return (taken, made) }
      }
    }
  }

  private func unpackMember(
    _ packed: ByteView, into room: UnsafeMutableBufferPointer<UInt8>
  ) throws(Fault) -> (taken: Int, made: Int) {
    // The counts of the library have 32 bits.
    let offered = min(packed.count, 1 << 30)
    let wanted = min(room.count, 1 << 30)
    state.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
    state.pointee.avail_in = UInt32(offered)
    state.pointee.next_out = room.baseAddress
    state.pointee.avail_out = UInt32(wanted)
    guard isal_inflate(state) == ISAL_DECOMP_OK else { throw .damaged }
    let taken = offered - Int(state.pointee.avail_in)
    memberBytes += taken
    if state.pointee.block_state == ISAL_BLOCK_FINISH { place = .betweenMembers }
    return (taken, wanted - Int(state.pointee.avail_out))
  }

  /// To be called when all data were taken and there was room to spare.
  func finish() throws(Fault) {
    // A single byte is not yet known to begin a member.
    if place == .member { throw memberBytes < 2 ? .damaged : .cutShort }
  }
}
