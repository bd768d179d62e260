import Registry

extension ScanFace {
    /// The words that the writer of the page reaches for, cut.
    final class Cut: Sendable {
        let skip, languages, unofficialShort, unconfirmed, declared, assessedByUnnamed, inHand, brand: [UInt8]
        let manufacturer, models, noModels, gtin, number, code, holds, held, support, supportNone, notStated: [UInt8]
        let source, doubt, doubtHint, more, criteria, criteriaDocument, criteriaRevision, route, security: [UInt8]
        let updateMethod, credentials, setup, disclosure, vulnerabilityContact, contact, services: [UInt8]
        let opensElsewhere, history, historyNone, recognition, recognitionNone, recognitionOtherDocument: [UInt8]
        let recognitionNotRunning, recognitionNote, files, fileData, fileArtwork, filesNoArtwork, address: [UInt8]
        let addressHint: [UInt8]
        let today, onDay, askedDay, lastConfirmed, assessedBy, modelCount, moreModels, furtherModels: Phrase
        let through, fromDay, supportEnded, supportEndedWhileHeld, sourceEdition, historyLonger: Phrase
        let coverageCovered, coverageGap, coverageUnknown: Phrase
        let eventThrough, eventModels, recognitionFrom, recognitionPinned, record: Phrase

        init(_ words: ScanWords) {
            func cut(_ text: String) -> [UInt8] { Phrase(text).bytes }
            skip = cut(words.skip)
            languages = cut(Phrase.plain(words.languages))
            unofficialShort = cut(words.unofficialShort)
            unconfirmed = cut(words.unconfirmed)
            declared = cut(words.declared)
            assessedByUnnamed = cut(words.assessedByUnnamed)
            inHand = cut(words.inHand)
            brand = cut(words.brand)
            manufacturer = cut(words.manufacturer)
            models = cut(words.models)
            noModels = cut(words.noModels)
            gtin = cut(words.gtin)
            number = cut(words.number)
            code = cut(words.code)
            holds = cut(words.holds)
            held = cut(words.held)
            support = cut(words.support)
            supportNone = cut(words.supportNone)
            notStated = cut(words.notStated)
            source = cut(words.source)
            doubt = cut(words.doubt)
            doubtHint = cut(words.doubtHint)
            more = cut(words.more)
            criteria = cut(words.criteria)
            criteriaDocument = cut(words.criteriaDocument)
            criteriaRevision = cut(words.criteriaRevision)
            route = cut(words.route)
            security = cut(words.security)
            updateMethod = cut(words.updateMethod)
            credentials = cut(words.credentials)
            setup = cut(words.setup)
            disclosure = cut(words.disclosure)
            vulnerabilityContact = cut(words.vulnerabilityContact)
            contact = cut(words.contact)
            services = cut(words.services)
            opensElsewhere = cut(words.opensElsewhere)
            history = cut(words.history)
            historyNone = cut(words.historyNone)
            recognition = cut(words.recognition)
            recognitionNone = cut(words.recognitionNone)
            recognitionOtherDocument = cut(words.recognitionOtherDocument)
            recognitionNotRunning = cut(words.recognitionNotRunning)
            recognitionNote = cut(words.recognitionNote)
            files = cut(words.files)
            fileData = cut(words.fileData)
            fileArtwork = cut(words.fileArtwork)
            filesNoArtwork = cut(words.filesNoArtwork)
            address = cut(words.address)
            addressHint = cut(words.addressHint)
            today = Phrase(words.today)
            onDay = Phrase(words.onDay)
            askedDay = Phrase(words.askedDay)
            coverageCovered = Phrase(words.coverageCovered)
            coverageGap = Phrase(words.coverageGap)
            coverageUnknown = Phrase(words.coverageUnknown)
            lastConfirmed = Phrase(words.lastConfirmed)
            assessedBy = Phrase(words.assessedBy)
            modelCount = Phrase(words.modelCount)
            moreModels = Phrase(words.moreModels)
            furtherModels = Phrase(words.furtherModels)
            through = Phrase(words.through)
            fromDay = Phrase(words.fromDay)
            supportEnded = Phrase(words.supportEnded)
            supportEndedWhileHeld = Phrase(words.supportEndedWhileHeld)
            sourceEdition = Phrase(words.sourceEdition)
            historyLonger = Phrase(words.historyLonger)
            eventThrough = Phrase(words.eventThrough)
            eventModels = Phrase(words.eventModels)
            recognitionFrom = Phrase(words.recognitionFrom)
            recognitionPinned = Phrase(words.recognitionPinned)
            record = Phrase(words.record)
        }
    }
}
