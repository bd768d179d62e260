import Registry

/// The letters about labels and applications as written.
extension LetterSource {
    static func aboutLabels(_ kind: Letter.Kind, _ language: Letter.Language) -> String {
        switch language {
        case .ja: aboutLabelsInJapanese(kind)
        case .en: aboutLabelsInEnglish(kind)
        }
    }

    /// Stands under letters that their reader may do without.
    static func choice(_ language: Letter.Language) -> String {
        switch language {
        case .ja: "この種類のお知らせは、アカウントのページで止められます。"
        case .en: "You can stop letters of this kind on the page of your account."
        }
    }

    private static func aboutLabelsInJapanese(_ kind: Letter.Kind) -> String {
        switch kind {
        case .digest:
            """
            {{headline}}

            ご担当者様

            {{operator}}です。貴社のラベル{{listed}}の有効期限をお知らせします。ラベルは、期限の日の終わり（日本時間）まで有効です。

            * {{site}}/{{code}} {{when}} | {{product}}（{{number}}）、{{end}}まで{{filing}}

            > {{site}}/applications 延長または取下げを申請する

            期限を過ぎたラベルは、延長の申請がなければ「失効」と表示されます。よろしくお願いいたします。
            """
        case .applicationReturned:
            """
            申請 {{application}} が差し戻されました

            {{product}} の申請 {{application}} が、受領の前に差し戻されました。理由：{{note}}

            > {{site}}/applications/{{id}} 申請を開いて直す

            直したあと、もう一度提出してください。
            """
        case .applicationCorrection:
            """
            申請 {{application}} の補正のお願い（{{until}} まで）

            {{product}} の申請 {{application}} について、補正をお願いします。期限は {{until}} です。内容：{{note}}

            > {{site}}/applications/{{id}} 申請を開いて補正する

            期限までに補正がない場合、申請が不承認となることがあります。
            """
        case .applicationAccepted:
            """
            申請 {{application}} を受理しました

            {{product}} の申請 {{application}} を受理しました。受理番号：{{number}}

            > {{site}}/applications/{{id}} 申請を見る
            """
        case .applicationInvoiced:
            """
            申請 {{application}} の請求（{{until}} まで）

            {{product}} の申請 {{application}} について、請求書 {{number}} を発行しました。金額は {{amount}} 円（税込）、支払期限は {{until}} です。

            > {{site}}/applications/{{id}} 請求書を見る
            """
        case .applicationPaid:
            """
            申請 {{application}} の入金を確認しました

            {{product}} の申請 {{application}} について、請求書 {{number}} の {{amount}} 円の入金を {{until}} 付で記録しました。

            > {{site}}/applications/{{id}} 申請を見る
            """
        case .applicationIssued:
            """
            申請 {{application}} の手続きが終わりました

            {{product}} の申請 {{application}} のとおり登録しました。登録番号：{{number}}

            > {{site}}/{{code}} ラベルのページを見る

            ラベルの図は申請のページから受け取れます：{{site}}/applications/{{id}}
            """
        case .applicationRefused:
            """
            申請 {{application}} は承認されませんでした

            {{product}} の申請 {{application}} は承認されませんでした。理由：{{note}}

            > {{site}}/applications/{{id}} 申請を見る

            この決定に対して不服を申し立てることができます。方法は申請のページにあります。
            """
        case .assessmentFindings:
            """
            申請 {{application}} の評価で指摘がありました

            {{product}} の申請 {{application}} の評価で、評価機関が {{count}} 件の指摘をまとめました。

            > {{site}}/applications/{{id}} 指摘を見る

            是正したあと、評価機関が再試験を行います。
            """
        case .assessmentAssigned:
            """
            申請 {{application}} の評価をお願いします

            {{product}} の申請 {{application}} が、貴機関の評価を待っています。

            > {{site}}/applications/{{id}} 申請を開く
            """
        default: ""
        }
    }

    private static func aboutLabelsInEnglish(_ kind: Letter.Kind) -> String {
        switch kind {
        case .digest:
            """
            {{headline}}

            This is about the last valid days of labels of your organisation: {{listed}}. A label holds through the end of
            that day in Japan.

            * {{site}}/{{code}} {{when}} | {{product}} ({{number}}), through {{end}}{{filing}}

            > {{site}}/applications?lang=en Apply for an extension, or give a label up

            A label that is past its last day, with no extension applied for, is shown as lapsed.
            """
        case .applicationReturned:
            """
            Application {{application}} was handed back

            Your application {{application}} for {{product}} was handed back before it was received. Why: {{note}}

            > {{site}}/applications/{{id}}?lang=en Open and mend it

            Submit it again when it is right.
            """
        case .applicationCorrection:
            """
            Application {{application}}: a correction by {{until}}

            Your application {{application}} for {{product}} needs a correction by {{until}}. What is asked: {{note}}

            > {{site}}/applications/{{id}}?lang=en Open and correct it

            Without a correction by that day the application may be refused.
            """
        case .applicationAccepted:
            """
            Application {{application}} was accepted

            Your application {{application}} for {{product}} was accepted. Acceptance number: {{number}}

            > {{site}}/applications/{{id}}?lang=en See the application
            """
        case .applicationInvoiced:
            """
            Application {{application}}: an invoice, due {{until}}

            Invoice {{number}} was issued for your application {{application}} for {{product}}: {{amount}} yen with tax,
            due {{until}}.

            > {{site}}/applications/{{id}}?lang=en See the invoice
            """
        case .applicationPaid:
            """
            Application {{application}}: your payment was recorded

            For your application {{application}} for {{product}}, {{amount}} yen for invoice {{number}} were recorded as
            paid on {{until}}.

            > {{site}}/applications/{{id}}?lang=en See the application
            """
        case .applicationIssued:
            """
            Application {{application}} is done

            What application {{application}} for {{product}} asked for was registered. Registration number: {{number}}

            > {{site}}/{{code}}?lang=en See the label's page

            The artwork is on the application's page: {{site}}/applications/{{id}}
            """
        case .applicationRefused:
            """
            Application {{application}} was refused

            Your application {{application}} for {{product}} was refused. Why: {{note}}

            > {{site}}/applications/{{id}}?lang=en See the application

            You can appeal against this decision; the application's page says how.
            """
        case .assessmentFindings:
            """
            Application {{application}}: findings

            In the assessment of application {{application}} for {{product}} the laboratory listed {{count}} findings.

            > {{site}}/applications/{{id}}?lang=en See the findings

            When they are mended, the laboratory tests again.
            """
        case .assessmentAssigned:
            """
            Application {{application}} waits for your assessment

            Application {{application}} for {{product}} waits for your laboratory.

            > {{site}}/applications/{{id}}?lang=en Open the application
            """
        default: ""
        }
    }
}
