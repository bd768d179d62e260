import Registry

/// The letters as written. Places in double braces are facts of the letter; what a form is made of: `LetterForms`.
enum LetterSource {
    static func text(_ kind: Letter.Kind, _ language: Letter.Language) -> String {
        switch language {
        case .ja: japanese(kind)
        case .en: english(kind)
        }
    }

    /// Stands under every letter.
    static func closing(_ sender: LetterSender, _ language: Letter.Language) -> String {
        switch language {
        case .ja:
            "\(sender.name(.ja))（\(sender.site)）から自動で送信しています。"
                + (sender.isOfficial ? "" : "この登録簿は非公式で、IPA・経済産業省とは関係がありません。")
        case .en:
            "Sent automatically by \(sender.name(.en)), \(sender.site)."
                + (sender.isOfficial ? "" : " This registry is unofficial and not connected with IPA or METI.")
        }
    }

    private static func japanese(_ kind: Letter.Kind) -> String {
        switch kind {
        case .confirmAddress:
            """
            メールアドレスの確認

            {{operator}} への登録に、このメールアドレスが使われました。ご本人の場合は、24時間以内に次のページを開いて登録を続けてください。

            > {{site}}/join/{{secret}} 登録を続ける

            心当たりがない場合は、何もする必要はありません。このままにすると登録されません。
            """
        case .accountExists:
            """
            登録の申し込みがありました

            {{operator}} への登録に、このメールアドレスが使われましたが、すでにアカウントがあります。新しいアカウントは作られていません。

            > {{site}}/sign-in サインインする

            パスワードを忘れた場合は、サインインのページから新しく設定できます。心当たりがない場合は、何もする必要はありません。
            """
        case .invitation:
            """
            {{organisation}} のアカウントへの招待

            {{inviter}} が、{{operator}} で {{organisation}} のアカウントを用意しました。役割：{{roles}}。7日以内に次のページを開き、パスワードを決めてください。

            > {{site}}/join/{{secret}} アカウントを使い始める

            心当たりがない場合は、何もする必要はありません。
            """
        case .resetPassword:
            """
            パスワードの再設定

            このアカウントのパスワードを新しくする手続きが始まりました。30分以内に次のページを開いてください。ワンタイムコードを設定している場合は、そのコードも必要です。

            > {{site}}/reset/{{secret}} 新しいパスワードを決める

            心当たりがない場合は、何もする必要はありません。パスワードは変わりません。
            """
        case .accountChanged:
            """
            アカウントが変更されました

            {{moment}}（日本時間）に、アカウントの次の項目が変更されました：{{change}}。

            > {{site}}/account アカウントを見る

            心当たりがない場合は、すぐにパスワードを再設定し、登録簿の運営者に知らせてください。
            """
        case .signInsRefused:
            """
            サインインを一時的に止めています

            誤ったパスワードによるサインインが続いたため、このアカウントへのサインインを一時的に止めています。ワンタイムコードを設定している場合は、コードを添えればいつでもサインインできます。

            > {{site}}/reset パスワードを新しくする

            心当たりがない場合、だれかがパスワードを推測しようとしています。ほかのサービスと同じパスワードを使っているときは、変更してください。
            """
        case .digest, .applicationReturned, .applicationCorrection, .applicationAccepted, .applicationInvoiced,
            .applicationPaid, .applicationIssued, .applicationRefused, .assessmentFindings, .assessmentAssigned:
            aboutLabels(kind, .ja)
        case .confirmWatch, .watchDigest, .watchOver: ofWatches(kind, .ja)
        case .endpointPaused:
            """
            Webhookの送信を止めました

            受け取り口 {{endpoint}} への送信が何日も失敗しているため、送信を止めました。その間の出来事は、再開するまで待っています。

            > {{site}}/account/webhooks 受け取り口を見る

            受け取り側を直してから、再開してください。
            """
        case .endpointEnded:
            """
            Webhookの受け取り口を終了しました

            受け取り口 {{endpoint}} が、もう受け取らないと答えました（410）。この受け取り口には、これから何も送りません。

            > {{site}}/account/webhooks 受け取り口を見る

            引き続き受け取るには、受け取り口を新しく登録してください。
            """
        }
    }

    private static func english(_ kind: Letter.Kind) -> String {
        switch kind {
        case .confirmAddress:
            """
            Confirm your mail address

            Somebody registered with {{operator}} under this mail address. If it was you, open this page within
            24 hours to go on.

            > {{site}}/join/{{secret}}?lang=en Go on with the registration

            If it was not you, there is nothing to do: without this step nothing is registered.
            """
        case .accountExists:
            """
            A registration was asked for

            Somebody registered with {{operator}} under this mail address, which has an account already. No new account
            was made.

            > {{site}}/sign-in?lang=en Sign in

            If you forgot your password, the sign-in page lets you choose a new one. If it was not you, there is nothing
            to do.
            """
        case .invitation:
            """
            An account for {{organisation}}

            {{inviter}} made an account for you at {{operator}}, for {{organisation}}. Roles: {{roles}}. Open this page
            within 7 days and choose a password.

            > {{site}}/join/{{secret}}?lang=en Begin to use the account

            If you do not know what this is about, there is nothing to do.
            """
        case .resetPassword:
            """
            Choose a new password

            Somebody asked to choose a new password for this account. Open this page within 30 minutes. If you use
            one-time codes, you need one there too.

            > {{site}}/reset/{{secret}}?lang=en Choose a new password

            If it was not you, there is nothing to do: the password stays as it is.
            """
        case .accountChanged:
            """
            Your account was changed

            At {{moment}} (Japan time) this was changed in your account: {{change}}.

            > {{site}}/account?lang=en See the account

            If it was not you, choose a new password at once and tell the registry's operator.
            """
        case .signInsRefused:
            """
            Sign-ins are held back for a while

            After many sign-ins with a wrong password, sign-ins to this account are refused for a while. With a one-time
            code you can sign in at any time, if you have set that up.

            > {{site}}/reset?lang=en Choose a new password

            If it was not you, somebody is guessing your password. If you use it elsewhere too, change it.
            """
        case .digest, .applicationReturned, .applicationCorrection, .applicationAccepted, .applicationInvoiced,
            .applicationPaid, .applicationIssued, .applicationRefused, .assessmentFindings, .assessmentAssigned:
            aboutLabels(kind, .en)
        case .confirmWatch, .watchDigest, .watchOver: ofWatches(kind, .en)
        case .endpointPaused:
            """
            Webhooks are held back

            Everything sent to the endpoint {{endpoint}} failed for days, so nothing more is sent for now. What happens
            meanwhile waits until you resume it.

            > {{site}}/account/webhooks?lang=en See the endpoints

            Mend the receiving side first, then resume it.
            """
        case .endpointEnded:
            """
            A webhook endpoint has ended

            The endpoint {{endpoint}} answered that nobody is there any more (410). Nothing more is sent to it.

            > {{site}}/account/webhooks?lang=en See the endpoints

            Add the endpoint anew if messages should go on.
            """
        }
    }
}
