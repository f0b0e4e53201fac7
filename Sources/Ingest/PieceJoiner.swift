/// Follows the pieces of one file in their order, and tells those that are not what the file has
/// there.
///
/// A piece is right if it begins where the records before it end, and does not end within a quoted
/// field: of the first that is known, so it is known of all, one after the other. A wrong one is read
/// again from where it really begins, out of the whole file.
public struct PieceJoiner {
  private let pieces: ExportPieces
  /// Where the next record starts.
  private var position: Int
  /// How many records come before the next piece. Record numbers given to a sink start at 1 in each
  /// piece: add this to have the file's.
  public private(set) var recordsBefore = 0

  /// Before the first piece.
  public init(_ pieces: ExportPieces) {
    self.pieces = pieces
    position = pieces.bodyStart
  }

  /// What is to be read instead of the next piece, as it was read; nil if that is right.
  ///
  /// - Throws: as `ExportPieces.next`.
  public func correction(_ next: ExportPiece.Outcome) throws(IngestError) -> ExportPiece? {
    if next.isSound && next.range.lowerBound == position { return nil }
    return try pieces.again(
      position..<max(position, next.range.upperBound), isLast: next.isLast)
  }

  /// Goes on behind the next piece, as it was read, or read again.
  public mutating func add(_ next: ExportPiece.Outcome) {
    position = next.end
    recordsBefore += next.counts.read
  }
}
