import Registry
import TestSupport

/// Registrations for tests of checks, built from what happened to them.
struct CheckSample {
    var number = "HF-1"
    var sequence: UInt32 = 1
    var level = StarLevel.star1
    var origin = Origin.issued
    var models = [CoveredModel(number: ModelNumber(checked: "CAM-100"), gtin: "4901234567894")]
    var maker = Manufacturer(key: "m1", nameJA: "株式会社見本電機", nameEN: "Sample Electric Co., Ltd.")
    var events: [(LabelEvent.Kind, String)] = []

    var standard: Standard {
        Standard(
            level: level,
            assurance: level < .star3 ? .selfDeclared : .thirdParty,
            criteria: "JST-CR-01-01-2024R1",
            laboratory: ""
        )
    }

    /// Issued (or imported) for a run of days.
    func held(_ from: String, _ until: String) -> CheckSample {
        var sample = self
        let (first, last) = (day(from), day(until))
        let kind: LabelEvent.Kind =
            origin == .imported
            ? .imported(standard, heldFrom: first, heldUntil: last)
            : .issued(standard, heldFrom: first, heldUntil: last)
        sample.events.append((kind, from))
        return sample
    }

    func then(_ kind: LabelEvent.Kind, _ on: String) -> CheckSample {
        var sample = self
        sample.events.append((kind, on))
        return sample
    }

    func with(_ change: (inout CheckSample) -> Void) -> CheckSample {
        var sample = self
        change(&sample)
        return sample
    }

    var registration: Registration {
        var registration = Registration(
            number: RegistrationNumber(checked: number),
            code: LabelCode(sequence: sequence, tag: 77),
            origin: origin,
            source: "",
            standard: standard,
            periods: [],
            models: models,
            holders: [Dated(maker)],
            products: [Dated(Product(nameJA: "見本カメラ", brand: "Mihon", category: "camera"))],
            edition: nil,
            events: [],
            revision: 0,
            recordedAt: Moment(milliseconds: 0)
        )
        for (kind, on) in events {
            registration = registration.applying(
                LabelEvent(
                    kind: kind,
                    effectiveOn: day(on),
                    recordedAt: registration.recordedAt + 1,
                    revision: registration.revision + 1,
                    actor: "t"
                )
            )
        }
        return registration
    }

    func subject(_ asked: AskedMoment) -> CheckSubject { CheckSubject(registration, asked) }

    /// The plain one: STAR-1, valid through 2026 and 2027.
    static let valid = CheckSample().held("2026-01-01", "2027-12-31")
}
