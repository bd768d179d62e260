package import Registry

/// Where the pages point to: the paths a page may link, each written once.
package enum PagePath {
    package static let front = "/"
    /// Takes `q`: a code, number, GTIN, model or name.
    package static let find = "/find"
    package static let about = "/about"
    /// The list of labels by conditions; with `.csv`, `.xlsx` … the same as a file.
    package static let search = "/search"
    /// What happened to the labels of a list; takes its conditions but `on`, `knownAt` and `sort`.
    package static let newsFeed = "/feeds/labels.atom"
    /// When the labels of a list end; takes the same.
    package static let calendar = "/calendar/labels.ics"
    /// Takes `code` or `number`.
    package static let doubt = "/doubt"
    /// What was put to the registry and its answers; takes `before`.
    static let cases = "/cases"
    /// The form for a correction; takes `code` or `number`.
    static let corrections = "/corrections"
    /// Takes `text` and `state`.
    package static let claims = "/claims"
    /// Takes `levelAtLeast`, `category`, `on` and `coveredThrough`.
    package static let tender = "/wording"
    /// Whether a product needs a label; takes the answers.
    package static let scope = "/scope"
    /// How long applications took.
    static let times = "/times"
    /// The same for machines.
    static let timesAPI = "/api/v1/times"
    /// The form for a list; takes `on`, `coveredThrough`, `levelAtLeast` and `header`.
    package static let check = "/check"
    /// The form for the components of a system; takes the same but `header`.
    package static let system = "/system"
    /// Takes `then`, a path of this portal to go on to.
    package static let signIn = "/sign-in"
    /// Ends the session; a form alone goes there.
    package static let signOut = "/sign-out"
    /// The registration of a manufacturer; with a link's secret behind it, its end.
    package static let join = "/join"
    /// The letter to a new password; with a link's secret behind it, the new password.
    package static let reset = "/reset"
    /// With the token of a letter's link behind it, stops letters like it.
    static let stop = "/stop"
    /// One's own account.
    package static let account = "/account"
    static let prove = "/account/prove"
    static let password = "/account/password"
    static let codes = "/account/codes"
    static let sessions = "/account/sessions"
    /// Takes `actor`, `verb`, `subject` and `before`; with `.csv` the same as a file.
    static let diary = "/office/diary"
    static let members = "/account/members"
    /// Forms that end one go there.
    static let invitations = "/account/invitations"
    /// One's own personal data, for good.
    static let eraseOwn = "/account/erase"
    static let keys = "/account/keys"
    /// One's own secret address of a calendar and a feed.
    static let calendarAddress = "/account/calendar"
    /// A holder's calendar, with its secret and `.ics` behind it.
    static let holderCalendar = "/calendar/a"
    /// A holder's feed, with the same secret and `.atom` behind it.
    static let holderFeed = "/feeds/a"
    /// An organisation's endpoints.
    static let webhooks = "/account/webhooks"
    /// Applications for machines that bring a key.
    static let applicationAPI = "/api/v1/applications"
    /// The office's queues; takes `q`, an application's number.
    static let office = "/office"
    static let officeCases = "/office/applications"
    static let laboratories = "/office/laboratories"
    static let officeLabels = "/office/labels"
    /// Letters that were given up; takes `after` and `noticesAfter`.
    static let letters = "/office/letters"
    static let notices = "/office/notices"
    /// Which letters somebody gets; a form alone goes there.
    static let letterChoices = "/account/letters"
    /// What approvers proposed and nobody decided yet; takes `after`.
    static let proposals = "/office/proposals"
    /// Applications, registrations and organisations at once; takes `q`.
    static let officeSearch = "/office/search"
    /// The office's side of cases; takes `state` and `after`.
    static let caseDesk = "/office/cases"
    /// What a laboratory was assigned; takes `after`.
    static let assessments = "/assessments"
    /// An organisation's own applications; takes `before`.
    static let applications = "/applications"
    /// An appeal against a revocation; takes `registrationNumber`.
    static let appeals = "/applications/appeal"
    /// The form for following a list or a check; takes a list's conditions but `on`, `knownAt` and `sort`, or `check`.
    /// With a link's secret behind it, the watch.
    static let watches = "/watches"
    package static let openAPI = "/openapi.json"

    /// Whether a page is for those who signed in.
    static func isPersonal(_ path: String) -> Bool {
        [
            account, applications, applicationAPI, "/office", "/assessments", holderCalendar, holderFeed,
        ].contains {
            path == $0 || path.hasPrefix($0 + "/")
        }
    }

    /// The page of a watch by a link's secret; one press stops it there too.
    static func watch(_ token: String) -> String { "\(watches)/\(token)" }

    /// An endpoint with its log; takes `before`.
    static func webhook(_ id: Int64) -> String { "\(webhooks)/\(id)" }

    static func application(_ id: Int64) -> String { "\(applications)/\(id)" }

    /// An appeal against the refusal of an application.
    static func appeal(_ id: Int64) -> String { "\(application(id))/appeal" }

    /// What the public log says of a case.
    static func publicCase(_ number: CaseNumber) -> String { "\(cases)/\(number.text)" }

    /// The office's page of a case.
    static func caseFile(_ id: Int64) -> String { "\(caseDesk)/\(id)" }

    /// The cases in a state; takes `after`.
    static func caseQueue(_ state: PublicCase.State) -> String { "\(caseDesk)?state=\(state.rawValue)" }

    /// The office's page of an application.
    static func officeCase(_ id: Int64) -> String { "\(officeCases)/\(id)" }

    /// The office's page of a registration by its number, one percent-encoded segment.
    static func officeLabel(_ number: RegistrationNumber) -> String { "\(officeLabels)/" + encoded(number.text) }

    static func proposal(_ id: Int64) -> String { "\(proposals)/\(id)" }

    /// The applications in a state; takes `after`.
    static func queue(_ state: ApplicationState) -> String { "\(office)/queue?state=\(state.rawValue)" }

    /// The laboratory's page of an application.
    static func assessment(_ id: Int64) -> String { "\(assessments)/\(id)" }

    /// A part of an application, to be filled in.
    static func applicationPart(_ id: Int64, _ part: ApplicationGap.Part) -> String {
        "\(application(id))/\(part.rawValue)"
    }

    /// The page of a registration by its number, one percent-encoded segment.
    package static func label(_ number: RegistrationNumber) -> String {
        "/labels/" + encoded(number.text)
    }

    /// The result of a check, by the secret address of its rows.
    static func rows(_ secret: String) -> String { "/checks/" + secret }

    /// What a check of a system leaves to print and to file.
    static func sheet(_ secret: String) -> String { rows(secret) + "/sheet" }

    /// A check's receipt, by its public address.
    static func receipt(_ name: String) -> String { "/receipts/" + name }

    /// RFC 3986 percent-encoding of everything but unreserved characters.
    package static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.appendEncoded(text)
        return String(decoding: bytes, as: UTF8.self)
    }
}
