"""What every application goes through: its parts filled in, its number, its declaration, its money, its decision."""

from .people import today

PARTS = ("terms", "product", "models", "checklist", "documents", "contact")


class Draft:
    """An application as its applicant fills it in."""

    def __init__(self, maker, here):
        self.maker, self.page, self.here = maker, maker.page, here

    def open(self):
        self.maker.sit()
        self.page.open(f"{self.here}?lang=ja")

    def part(self, name):
        self.page.open(f"{self.here}/{name}?lang=ja")

    def save(self):
        self.page.press("form button")
        self.page.look_for("保存しました")

    def terms(self, level):
        self.part("terms")
        self.page.press(f"input[value='{level}']")
        self.page.press("input[value='standard']")
        self.save()

    def product(self, name):
        self.part("product")
        self.page.write("#f-nameJA", name)
        self.page.press("input[value='camera-surveillance']")
        self.page.press("input[value='unsupported']")
        self.page.write("#f-publicContact", "https://rei.example.jp/contact")
        self.page.write("#f-vulnerabilityContact", "psirt@rei.example.jp")
        self.save()

    def checklist(self, shot=None):
        self.part("checklist")
        if shot:
            self.page.shot(shot, height=1200)
        for number in range(1, 17):
            self.page.press(f"input[name='S1.1-{number:02d}'][value=met]")
            self.page.write(f"[id='f-S1.1-{number:02d}-evidence']", f"試験記録 {number}")
        self.save()

    def contact(self):
        self.part("contact")
        self.page.write("#f-contactName", "山田 花子")
        self.page.write("#f-contactAddress", self.maker.address)
        self.save()

    def declare(self, action):
        self.page.write("#f-declarant", "例示 太郎")
        self.page.write("#f-declarantTitle", "代表取締役")
        self.page.press(f"button[value={action}]")

    def submit(self, number):
        """The registry of a walk is unofficial, so the number comes from elsewhere."""
        self.open()
        self.page.press("button[value=requestNumber]")
        self.page.look_for("届いた申請番号")
        self.page.write("#f-applicationNumber", number)
        self.page.press("button[value=recordNumber]")
        self.page.look_for("宣言して提出する")
        self.declare("submit")
        self.page.look_for("提出済み")


class Case:
    """The same application as the office sees it."""

    def __init__(self, base, staff, number):
        self.staff, self.address = staff, f"{base}/office/applications/{number}?lang=ja"

    def do(self, role, word, *choices, **fields):
        self.staff[role].fill(self.address, word, *choices, **fields)
        self.staff[role].page.look_for("記録しました")

    def accept(self):
        self.do("reviewer", "receive")
        # Nobody has yet asked whether the registrant is who it says.
        self.staff["reviewer"].fill(self.address, "accept")
        self.staff["reviewer"].page.look_for("身元がまだ確認されていません")
        self.do("reviewer", "checkIdentity", how="登記上の所在地に書面を送り、返信を受け取った")
        self.do("reviewer", "accept")

    def take_money(self, amount):
        """Billed, and the whole amount is paid today."""
        self.do("finance", "invoice")
        self.do("finance", "recordPayment", days={"paidOn": today()}, amount=str(amount), reference="銀行 1")
        self.staff["finance"].page.look_for("支払済み")

    def recommend(self):
        self.do("reviewer", "recommend", "toIssue", text="基準どおり")

    def issue(self, shot=None):
        """Decided by the approver, who had no part in any of it."""
        approver = self.staff["approver"]
        approver.unfold(self.address, "issue")
        if shot:
            approver.page.shot(shot, height=1000)
        approver.page.press("details[id='a-issue'] button")
        approver.page.look_for("発行")
