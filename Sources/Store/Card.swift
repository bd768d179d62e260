import Registry

/// The whole current public record of a registration in one value: what a scan reads with one statement.
///
/// A card repeats what the bitemporal rows say; it is rewritten in the transaction that changes them, and `check`
/// compares the two. The first byte is the form's version.
enum Card {
    static let form: UInt8 = 1

    /// The edition is not part of a card: it belongs to the list and is read beside it.
    static func pack(_ registration: Registration) -> [UInt8] {
        var writer = PackedWriter(capacity: 768)
        writer.bytesOf(form)
        writer.text(registration.number.text)
        writer.unsigned(UInt64(registration.code.sequence))
        writer.unsigned(UInt64(registration.code.tag))
        writer.text(registration.origin.rawValue)
        writer.text(registration.source)
        writer.standard(registration.standard)
        writer.list(registration.periods) { $0.period($1) }
        writer.list(registration.models) { $0.model($1) }
        writer.list(registration.holders) { writer, holder in
            writer.span(holder.span)
            writer.manufacturer(holder.value)
        }
        writer.list(registration.products) { writer, product in
            writer.span(product.span)
            writer.product(product.value)
        }
        writer.list(registration.events) { writer, event in
            writer.text(event.kind.word.rawValue)
            writer.day(event.effectiveOn)
            writer.integer(event.recordedAt.milliseconds)
            writer.integer(event.revision)
            writer.text(event.publicNote)
            writer.kind(event.kind)
        }
        writer.integer(registration.revision)
        writer.integer(registration.recordedAt.milliseconds)
        return writer.bytes
    }

    static func unpack(_ bytes: UnsafeRawBufferPointer) throws -> Registration {
        var reader = PackedReader(bytes)
        guard try reader.unsigned() == UInt64(form) else { throw PackedReader.unknownForm() }
        return Registration(
            number: RegistrationNumber(checked: try reader.text()),
            code: LabelCode(
                sequence: UInt32(truncatingIfNeeded: try reader.unsigned()),
                tag: UInt32(truncatingIfNeeded: try reader.unsigned())
            ),
            origin: try reader.word(Origin.self),
            source: try reader.text(),
            standard: try reader.standard(),
            periods: try reader.list { try $0.period() },
            models: try reader.list { try $0.model() },
            holders: try reader.list { reader in
                let span = try reader.span()
                return Dated(try reader.manufacturer(), span: span)
            },
            products: try reader.list { reader in
                let span = try reader.span()
                return Dated(try reader.product(), span: span)
            },
            edition: nil,
            events: try reader.list { try $0.publicEvent() },
            revision: try reader.integer(),
            recordedAt: Moment(milliseconds: try reader.integer())
        )
    }
}

extension PackedReader {
    fileprivate mutating func publicEvent() throws -> LabelEvent {
        let word = try word(LabelEvent.Word.self)
        let day = try day()
        let recordedAt = Moment(milliseconds: try integer())
        let revision = try integer()
        let note = try text()
        return LabelEvent(
            kind: try kind(word),
            effectiveOn: day,
            recordedAt: recordedAt,
            revision: revision,
            actor: "",
            publicNote: note
        )
    }
}
