import Registry

/// The letters to people who follow a list or a check, as written.
extension LetterSource {
    static func ofWatches(_ kind: Letter.Kind, _ language: Letter.Language) -> String {
        switch language {
        case .ja: ofWatchesInJapanese(kind)
        case .en: ofWatchesInEnglish(kind)
        }
    }

    private static func ofWatchesInJapanese(_ kind: Letter.Kind) -> String {
        switch kind {
        case .confirmWatch:
            """
            変化の通知の申し込みを確認してください

            {{operator}} で、ラベルの変化をこのメールアドレスに知らせる申し込みがありました（{{until}} まで）。ご本人の場合は、24時間以内に次のページを開き、内容を確かめて、ボタンを押してください。

            > {{site}}/watches/{{secret}} 申し込みを確認する

            心当たりがない場合は、何もする必要はありません。このままにすると、何も届きません。
            """
        case .watchDigest:
            """
            通知をお申し込みのラベルに変化がありました（{{count}}）

            {{operator}} で通知をお申し込みの「{{title}}」について、この登録簿の記録に次の変化がありました。全部で{{listed}}です。

            * {{site}}/{{code}} {{words}} | {{product}}（{{number}}）

            この登録簿に記録された内容のお知らせです。

            > {{site}}/watches/{{secret}} 通知の内容を見る、期限を変える、やめる

            通知は {{until}} までです。
            """
        case .watchOver:
            """
            変化の通知が終わりました（{{until}} まで）

            {{operator}} での「{{title}}」の変化の通知は、{{until}} で終わりました。終わるまでの、まだお知らせしていない変化：{{listed}}。

            * {{site}}/{{code}} {{words}} | {{product}}（{{number}}）

            今後、この申し込みについてのお知らせは届きません。登録された内容は削除されます。

            > {{site}}/search 続けて受け取る場合は、一覧から申し込む
            """
        default: ""
        }
    }

    private static func ofWatchesInEnglish(_ kind: Letter.Kind) -> String {
        switch kind {
        case .confirmWatch:
            """
            Confirm what you want to follow

            Somebody asked {{operator}} to tell this mail address when labels change, through {{until}}. If it was you,
            open this page within 24 hours, see what is followed, and press the button.

            > {{site}}/watches/{{secret}}?lang=en Confirm the watch

            If it was not you, there is nothing to do: without this step nothing is sent.
            """
        case .watchDigest:
            """
            Labels that you follow changed ({{count}})

            You follow "{{title}}" at {{operator}}. Labels that changed in this registry's records: {{listed}}.

            * {{site}}/{{code}} {{words}} | {{product}} ({{number}})

            This is what this registry has on record.

            > {{site}}/watches/{{secret}}?lang=en See the watch, change its last day, or stop it

            The watch lasts through {{until}}.
            """
        case .watchOver:
            """
            Your watch is over (it lasted through {{until}})

            Your watch of "{{title}}" at {{operator}} ended with {{until}}. Changes that you were not told of yet:
            {{listed}}.

            * {{site}}/{{code}} {{words}} | {{product}} ({{number}})

            You will not be told any more about this watch, and what was kept for it is deleted.

            > {{site}}/search?lang=en Ask again from a list to go on
            """
        default: ""
        }
    }
}
