using Entrepot.Finance;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Finance;

[Storage]
public sealed class VoucherListTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData("", "Order 3 placed, reversed: Order 1 placed, Order 2 placed, Order 1 placed")]
    [InlineData("q=Order 2", "Order 2 placed")]
    [InlineData("q=2", "Order 2 placed")]
    [InlineData("account=2300", "Order 3 placed")]
    [InlineData("period=202611", "reversed: Order 1 placed, Order 2 placed, Order 1 placed")]
    [InlineData("period=202610", "Order 3 placed")]
    public async Task Vouchers_are_found_by_text_source_account_and_period(string query, string texts)
    {
        await using var database = await WithVouchersAsync();

        var found = await ListAsync(database, query);

        string.Join(", ", found.Rows.Select(row => row.Text)).ShouldBe(texts);
        found.Total.ShouldBe(found.Rows.Count);
    }

    [Fact]
    public async Task A_voucher_shows_what_took_it_back_and_its_number_finds_it()
    {
        await using var database = await WithVouchersAsync();
        var reversal = (await ListAsync(database, "")).Rows.Single(row => row.Reverses is not null);

        await using var scope = database.As(TestDatabase.Ours);
        var original = (await scope.ServiceProvider.GetRequiredService<VoucherList>().FindAsync(new(reversal.Reverses!.Value), Ct)).Value;

        original.ReversedBy.ShouldBe(reversal.Id);
        original.Row.Amount.ShouldBe(new Money(100, "EUR"));
        original.Info.Lines.Count.ShouldBe(2);
        (await ListAsync(database, "q=" + original.Row.Number)).Rows.Single().Id.ShouldBe(original.Row.Id);
    }

    [Fact]
    public async Task A_voucher_of_another_company_is_not_found()
    {
        await using var database = await WithVouchersAsync();
        var id = (await ListAsync(database, "")).Rows[0].Id;

        await using var scope = database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<VoucherList>().FindAsync(new(id), Ct)).Problem!.Code.ShouldBe("finance.voucher_not_found");
    }

    [Fact]
    public async Task The_pages_show_amounts_on_their_sides()
    {
        await using var database = await WithVouchersAsync();
        var list = await ListAsync(database, "");
        await using var scope = database.As(TestDatabase.Ours);
        var voucher = (await scope.ServiceProvider.GetRequiredService<VoucherList>().FindAsync(new(list.Rows[0].Id), Ct)).Value;

        (await Ui.Kit.RenderAsync<VoucherListPage>(new { Found = list })).ShouldContain($"href=\"/vouchers/{list.Rows[0].Id}\"");
        var html = await Ui.Kit.RenderAsync<VoucherPage>(new { Voucher = voucher });
        html.ShouldContain("Channel receivable");
        html.ShouldContain("href=\"/orders/3\"");
        System.Net.WebUtility.HtmlDecode(html).Split("1.00\u00a0EUR").Length.ShouldBe(3, "one debit and one credit");
    }

    private static async Task<TestDatabase> WithVouchersAsync()
    {
        var database = await TestDatabase.CreateAsync(new FinanceModule());
        await database.InUnitAsync(services =>
        {
            services.GetRequiredService<ILedger>().Post([ADraft(1), ADraft(2)]);
            return Task.CompletedTask;
        });
        await database.InUnitAsync(services => services.GetRequiredService<ILedger>().ReverseAsync("order", [1], new(2026, 11, 3), "reversed", Ct));
        await database.InUnitAsync(services =>
        {
            services.GetRequiredService<ILedger>().Post([ADraft(3, "2300") with { Date = new(2026, 10, 31) }]);
            return Task.CompletedTask;
        });
        return database;
    }

    private static VoucherDraft ADraft(long order, string account = "4100") =>
        new("order", order, "placed", new(2026, 11, 2), $"Order {order} placed", [new("1200", Side.Debit, new(100, "EUR"), ""), new(account, Side.Credit, new(100, "EUR"), "")]);

    private static async Task<VoucherListView> ListAsync(TestDatabase database, string query)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<VoucherList>().RunAsync(ListUrl.Of("/vouchers", "?" + query), Ct);
    }
}
