using Entrepot.Finance;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Finance;

[Storage]
public sealed class LedgerTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public async Task Posting_the_same_twice_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        await PostAsync(database, ADraft(1), ADraft(1));
        await PostAsync(database, ADraft(1), ADraft(2));

        (await OfAsync(database, 1)).Count.ShouldBe(1);
        (await OfAsync(database, 2)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_posted_comes_back_with_the_names_of_its_accounts()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await PostAsync(database, ADraft(1));

        var voucher = (await OfAsync(database, 1)).Single();

        voucher.ShouldSatisfyAllConditions(
            _ => voucher.Number.ShouldBe($"2026-{voucher.Id}"),
            _ => voucher.Kind.ShouldBe("placed"),
            _ => voucher.IsReversed.ShouldBeFalse(),
            _ => voucher.Lines.Select(line => line.AccountName).ShouldBe(["Channel receivable", "Sales of goods"]),
            _ => voucher.Lines.ShouldAllBe(line => line.Amount == new Money(100, "EUR")));
    }

    [Theory]
    [InlineData(100, "EUR", 99, "EUR")]
    [InlineData(100, "EUR", 100, "USD")]
    [InlineData(0, "EUR", 0, "EUR")]
    public async Task A_voucher_that_does_not_balance_throws_and_nothing_is_posted(long debit, string debitCurrency, long credit, string creditCurrency)
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        var draft = new VoucherDraft("order", 1, "placed", Day, "", [new("1200", Side.Debit, new(debit, debitCurrency), ""), new("4100", Side.Credit, new(credit, creditCurrency), "")]);

        await Should.ThrowAsync<InvalidOperationException>(() => PostAsync(database, ADraft(2), draft));

        (await OfAsync(database, 2)).ShouldBeEmpty();
    }

    [Fact]
    public void An_account_that_is_not_in_the_chart_throws() =>
        Should.Throw<InvalidOperationException>(() => Voucher.Post(new(1), new(1), new("order", 1, "placed", Day, "", [new("9999", Side.Debit, new(1, "EUR"), ""), new("4100", Side.Credit, new(1, "EUR"), "")]), null, TestDatabase.Noon))
            .Message.ShouldContain("9999");

    [Fact]
    public async Task A_reversal_says_the_exact_opposite_points_at_its_original_and_happens_once()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await PostAsync(database, ADraft(1), ADraft(1) with { Kind = "shipped/7" }, ADraft(2));

        await ReverseAsync(database, 1);
        await ReverseAsync(database, 1);

        var vouchers = await OfAsync(database, 1);
        vouchers.Select(voucher => (voucher.Kind, voucher.IsReversed)).ShouldBe([("placed", true), ("shipped/7", true), ("placed/reversed", false), ("shipped/7/reversed", false)]);
        vouchers[2].Reverses.ShouldBe(vouchers[0].Id);
        vouchers[2].Lines.Select(line => (line.Account, line.Side)).ShouldBe([("1200", Side.Credit), ("4100", Side.Debit)]);
        (await OfAsync(database, 2)).Single().IsReversed.ShouldBeFalse();
    }

    [Fact]
    public async Task After_a_reversal_the_next_run_of_the_order_posts_anew()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await PostAsync(database, ADraft(1));
        await ReverseAsync(database, 1);

        await PostAsync(database, ADraft(1) with { Kind = "placed/2" });
        await ReverseAsync(database, 1);

        (await OfAsync(database, 1)).Select(voucher => voucher.Kind).ShouldBe(["placed", "placed/reversed", "placed/2", "placed/2/reversed"]);
        (await VerifyAsync(database)).ShouldAllBe(result => result.Holds && result.Examined > 0);
    }

    [Fact]
    public async Task One_company_does_not_see_or_reverse_the_vouchers_of_another()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await PostAsync(database, ADraft(1));

        await using var scope = database.As(TestDatabase.Theirs);
        var ledger = scope.ServiceProvider.GetRequiredService<ILedger>();
        (await ledger.OfAsync("order", 1, Ct)).ShouldBeEmpty();
        await using (var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct))
        {
            ledger.Post([ADraft(1)]); // The same source in another company is another source.
            await ledger.ReverseAsync("order", [1], Day, "wrong", Ct);
            await unit.CommitAsync(Ct);
        }

        (await OfAsync(database, 1)).Single().IsReversed.ShouldBeFalse();
        (await ledger.OfAsync("order", 1, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_whole_batch_is_posted_at_once()
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());

        await PostAsync(database, [.. Enumerable.Range(1, 512).Select(id => ADraft(id))]);

        var results = await VerifyAsync(database);
        results.Single(result => result.Name == "Vouchers balance per currency").ShouldSatisfyAllConditions(result => result.Examined.ShouldBe(512), result => result.Holds.ShouldBeTrue());
    }

    [Theory]
    [InlineData("UPDATE finance_voucher_line SET amount_minor = amount_minor + 1 WHERE line_no = 1 AND voucher_id = (SELECT min(id) FROM finance_voucher)", "Vouchers balance per currency")]
    [InlineData("DELETE FROM finance_voucher_line WHERE voucher_id = (SELECT min(id) FROM finance_voucher)", "Vouchers balance per currency")]
    [InlineData("UPDATE finance_voucher_line SET amount_minor = 7 WHERE voucher_id = (SELECT max(id) FROM finance_voucher)", "Every reversal mirrors its original")]
    [InlineData("UPDATE finance_voucher SET source_id = 99 WHERE reverses IS NOT NULL", "Every reversal mirrors its original")]
    public async Task Damage_done_to_the_books_is_found(string damage, string promise)
    {
        await using var database = await TestDatabase.CreateAsync(new FinanceModule());
        await PostAsync(database, ADraft(1));
        await ReverseAsync(database, 1);
        (await VerifyAsync(database)).ShouldAllBe(result => result.Holds);

        await using (var scope = database.As(TestDatabase.Ours)) await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(damage, Ct);

        (await VerifyAsync(database)).Single(result => result.Name == promise).Holds.ShouldBeFalse();
    }

    private static VoucherDraft ADraft(long order) =>
        new("order", order, "placed", Day, $"Order {order} placed", [new("1200", Side.Debit, new(100, "EUR"), "paid"), new("4100", Side.Credit, new(100, "EUR"), "sold")]);

    private static Task PostAsync(TestDatabase database, params VoucherDraft[] drafts) => database.InUnitAsync(services =>
    {
        services.GetRequiredService<ILedger>().Post(drafts);
        return Task.CompletedTask;
    });

    private static Task ReverseAsync(TestDatabase database, long order) =>
        database.InUnitAsync(services => services.GetRequiredService<ILedger>().ReverseAsync("order", [order], Day, "cancelled", Ct));

    private static async Task<IReadOnlyList<VoucherInfo>> OfAsync(TestDatabase database, long order)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ILedger>().OfAsync("order", order, Ct);
    }

    private static async Task<List<VerificationResult>> VerifyAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var results = new List<VerificationResult>();
        foreach (var verification in scope.ServiceProvider.GetServices<IVerification>().Where(verification => verification.GetType().Assembly == typeof(FinanceModule).Assembly)) results.Add(await verification.RunAsync(Ct));
        return results;
    }
}
