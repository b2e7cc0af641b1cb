using Entrepot.Finance.Contracts;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Finance;

public sealed class PostingRulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private readonly PostingRules rules = new();

    [Fact]
    public void An_order_delivered_duty_paid_books_what_we_owe_at_the_border() =>
        Lines(rules.OrderPlaced(Placed() with { Freight = Eur(800), Duty = Eur(1200), ImportTax = Eur(2520), Fees = Eur(350), DutiesBorneBySeller = true })).ShouldBe(
        [
            "Dr 1200 108.00 EUR",
            "Cr 4100 100.00 EUR",
            "Cr 4000 8.00 EUR",
            "Dr 5200 12.00 EUR",
            "Cr 2310 12.00 EUR",
            "Dr 5210 25.20 EUR",
            "Cr 2320 25.20 EUR",
            "Dr 5220 3.50 EUR",
            "Cr 2330 3.50 EUR",
        ]);

    [Fact]
    public void Delivered_at_place_the_buyer_pays_at_the_border_and_we_book_nothing_for_it() =>
        Lines(rules.OrderPlaced(Placed() with { Duty = Eur(1200), ImportTax = Eur(2520), Fees = Eur(350) })).ShouldBe(
        [
            "Dr 1200 100.00 EUR",
            "Cr 4100 100.00 EUR",
        ]);

    [Fact]
    public void Tax_that_we_collect_is_owed_to_the_state() =>
        Lines(rules.OrderPlaced(Placed() with { TaxCollected = Eur(2100) })).ShouldBe(
        [
            "Dr 1200 121.00 EUR",
            "Cr 4100 100.00 EUR",
            "Cr 2300 21.00 EUR",
        ]);

    [Fact]
    public void Tax_that_a_marketplace_collects_is_neither_our_claim_nor_our_debt() =>
        Lines(rules.OrderPlaced(Placed() with { TaxCollected = Eur(2100), TaxCollectedByChannel = true })).ShouldBe(
        [
            "Dr 1200 100.00 EUR",
            "Cr 4100 100.00 EUR",
        ]);

    [Theory]
    [InlineData(2520, "Cr 2320 25.20 EUR")] // The buyer paid exactly what the border asks.
    [InlineData(3000, "Cr 2300 4.80 EUR | Cr 2320 25.20 EUR")] // More: the rest is owed as tax.
    [InlineData(2000, "Dr 5210 5.20 EUR | Cr 2320 25.20 EUR")] // Less: the rest is our cost.
    public void Tax_paid_by_the_buyer_covers_the_import_tax_first(long collected, string taxLines) =>
        string.Join(" | ", Lines(rules.OrderPlaced(Placed() with { TaxCollected = Eur(collected), ImportTax = Eur(2520), DutiesBorneBySeller = true })).Skip(2)).ShouldBe(taxLines);

    [Fact]
    public void A_discount_is_shown_beside_the_full_price() =>
        Lines(rules.OrderPlaced(Placed() with { Freight = Eur(500), Discount = Eur(1500) })).ShouldBe(
        [
            "Dr 1200 90.00 EUR",
            "Dr 4190 15.00 EUR",
            "Cr 4100 100.00 EUR",
            "Cr 4000 5.00 EUR",
        ]);

    [Theory]
    [InlineData(1, "placed")]
    [InlineData(2, "placed/2")]
    public void A_rerun_of_an_order_posts_under_its_run_number(int run, string kind) =>
        rules.OrderPlaced(Placed() with { Run = run }).Kind.ShouldBe(kind);

    [Fact]
    public void A_free_order_books_nothing() => rules.OrderPlaced(Placed() with { Goods = Eur(0) }).Lines.ShouldBeEmpty();

    [Fact]
    public void Goods_that_leave_become_cost_in_the_currency_they_were_bought_in()
    {
        var voucher = rules.OrderShipped(new(new(42), "SO-1", new(7), Day, [Eur(3000), new(25_000, "CNY")], Eur(620)));

        voucher.Kind.ShouldBe("shipped/7");
        Lines(voucher).ShouldBe(
        [
            "Dr 5000 30.00 EUR", "Cr 1400 30.00 EUR",
            "Dr 5000 250.00 CNY", "Cr 1400 250.00 CNY",
            "Dr 5100 6.20 EUR", "Cr 2110 6.20 EUR",
        ]);
    }

    [Theory]
    [InlineData(620, "Dr 2110 6.20 EUR | Cr 2100 6.20 EUR")]
    [InlineData(700, "Dr 2110 6.20 EUR | Dr 5100 0.80 EUR | Cr 2100 7.00 EUR")]
    [InlineData(500, "Dr 2110 6.20 EUR | Cr 5100 1.20 EUR | Cr 2100 5.00 EUR")]
    public void Delivery_settles_the_accrual_to_what_was_charged(long actual, string lines) =>
        string.Join(" | ", Lines(rules.OrderDelivered(new(new(42), "SO-1", Day, Eur(620), Eur(actual))))).ShouldBe(lines);

    [Fact]
    public void A_charge_in_another_currency_balances_in_both() =>
        Lines(rules.OrderDelivered(new(new(42), "SO-1", Day, Eur(620), new(700, "USD")))).ShouldBe(
            ["Dr 2110 6.20 EUR", "Cr 5100 6.20 EUR", "Dr 5100 7.00 USD", "Cr 2100 7.00 USD"]);

    [Fact]
    public void Whatever_the_facts_the_voucher_balances() => Prop.ForAll(ArbMap.Default.ArbFor<(int Goods, int Freight, int Discount, int Tax, int Duty, int ImportTax, bool ByChannel, bool Ddp)>(), facts =>
    {
        var draft = rules.OrderPlaced(new(new(1), "SO-1", 1, Day, Eur(facts.Goods), Eur(facts.Freight), Eur(facts.Discount), Eur(facts.Tax), facts.ByChannel, Eur(facts.Duty), Eur(facts.ImportTax), Eur(0), facts.Ddp));
        if (draft.Lines.Count > 0) Voucher.Post(new(1), new(1), draft, null, TestDatabase.Noon);
    }).QuickCheckThrowOnFailure();

    private static OrderPlacedFacts Placed() =>
        new(new(42), "SO-1", 1, Day, Eur(10_000), Eur(0), Eur(0), Eur(0), false, Eur(0), Eur(0), Eur(0), false);

    private static Money Eur(long minor) => new(minor, "EUR");

    private static IEnumerable<string> Lines(VoucherDraft draft) =>
        draft.Lines.Select(line => $"{(line.Side == Side.Debit ? "Dr" : "Cr")} {line.Account} {line.Amount}");
}
