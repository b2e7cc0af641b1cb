using Entrepot.Catalog.Contracts;
using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Ui;
using Entrepot.Unit.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Inventory;

/// <summary>Goods between warehouses, movements with before and after, and when to order again.</summary>
[Storage]
public sealed class TransferTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private static readonly TransferBody ThreeMugs = new("t-1", "SZX", "LAX", new(2026, 12, 1), "for the sale", [new("MUG", 2), new("MUG", 1)]);

    [Fact]
    public async Task Goods_leave_one_warehouse_are_expected_at_the_other_and_arrive_there()
    {
        await using var database = await WithMugsAsync();

        var sent = (await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(ThreeMugs, Ct))).Value;
        (await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(ThreeMugs, Ct))).Value.ShouldBe(sent, "sent twice is one transfer");
        (await StockAsync(database)).ShouldBe(["MUG@SZX 7+0", "MUG@LAX 0+3"], ignoreOrder: true);
        (await PagesAsync(database, "?view=open")).Rows.Single().ShouldSatisfyAllConditions(row => row.Sent.ShouldBe(3), row => row.Received.ShouldBe(0), row => row.IsOpen.ShouldBeTrue());

        await AsAsync<PostReceipts, Result<IReadOnlyList<Result>>>(database, post => post.ReceiveAsync([new("LAX", "MUG", 2, "receipt/9", sent.Cause)], Ct));
        (await StockAsync(database)).ShouldBe(["MUG@SZX 7+0", "MUG@LAX 2+1"], ignoreOrder: true);
        await ShouldHoldAsync(database);
    }

    [Theory]
    [InlineData("SZX", "SZX", "MUG", 1, "inventory.same_warehouse")]
    [InlineData("SZX", "XXX", "MUG", 1, "inventory.unknown_warehouse")]
    [InlineData("SZX", "LAX", "WHAT", 1, "inventory.unknown_sku")]
    [InlineData("SZX", "LAX", "MUG", 0, "inventory.quantity_not_positive")]
    [InlineData("SZX", "LAX", "MUG", 11, "inventory.not_available")]
    public async Task A_transfer_that_cannot_be_is_refused_as_a_whole(string from, string to, string sku, long quantity, string refusal)
    {
        await using var database = await WithMugsAsync();

        (await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(new("t-1", from, to, new(2026, 12, 1), null, [new("MUG", 1), new(sku, quantity)]), Ct))).Problem!.Code.ShouldBe(refusal);

        (await StockAsync(database)).ShouldBe(["MUG@SZX 10+0"]);
        (await PagesAsync(database, "")).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Every_movement_says_who_made_it_and_how_many_pieces_there_were_before_and_after()
    {
        await using var database = await WithMugsAsync();
        await AsAsync<PostAdjustments, Result<IReadOnlyList<Result>>>(database, post => post.RunAsync([new("SZX", new(10), -1, "count/1", "broken")], Ct));
        await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(ThreeMugs, Ct));

        var found = await AsAsync<MovementList, MovementListView>(database, list => list.RunAsync(ListUrl.Of("/stock/movements", "?warehouse=SZX"), Ct));

        found.Rows.Select(row => $"{row.Kind} {row.Before}→{row.After}").ShouldBe(["Transferred 9→6", "Adjusted 10→9", "Received 0→10"]);
        found.Rows[1].By.ShouldNotBeNullOrEmpty();
        (await AsAsync<MovementList, MovementListView>(database, list => list.RunAsync(ListUrl.Of("/stock/movements", "?kind=Adjusted&cause=count/1"), Ct))).Total.ShouldBe(1);
        (await Kit.RenderAsync<MovementListPage>(new { Found = found })).ShouldContain("Count <bdi class=\"code\"", customMessage: "the cause in words, and which one of its kind");
    }

    [Fact]
    public async Task What_falls_to_its_reorder_point_is_to_be_ordered_again_until_it_is_on_its_way()
    {
        await using var database = await WithMugsAsync();
        (await PointsAsync(database, new ReorderBody("SZX", "MUG", 8), new ReorderBody("LAX", "LAMP", 2), new ReorderBody("XXX", "MUG", 1), new ReorderBody("SZX", "MUG", -1)))
            .ShouldBe([null, null, "inventory.unknown_warehouse", "inventory.negative_reorder_point"]);
        (await LowAsync(database)).ShouldBe(["LAMP@LAX"], "goods that were never there count as well");

        await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(ThreeMugs, Ct));
        (await LowAsync(database)).ShouldBe(["MUG@SZX", "LAMP@LAX"], ignoreOrder: true);
        (await AsAsync<LowStock, IReadOnlyDictionary<string, (int Count, bool Late)>>(database, low => low.CountAsync(Ct)))["/stock"].Count.ShouldBe(2);

        await AsAsync<PostReceipts, Result<IReadOnlyList<Result>>>(database, post => post.ExpectAsync([new("SZX", "MUG", 5, "asn/1", ExpectedOn: new(2026, 12, 1))], Ct));
        await PointsAsync(database, new ReorderBody("LAX", "LAMP", 0));
        (await LowAsync(database)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_pages_of_transfers_render(string language)
    {
        await using var database = await WithMugsAsync();
        var sent = (await AsAsync<SendTransfer, Result<TransferSent>>(database, send => send.RunAsync(ThreeMugs, Ct))).Value;

        (await Kit.RenderAsync<TransferListPage>(new { Found = await PagesAsync(database, "") }, language: language)).ShouldContain($"TR{sent.Id}");
        (await Kit.RenderAsync<TransferPage>(new { Found = (await AsAsync<TransferPages, TransferDetailView?>(database, pages => pages.FindAsync(sent.Id, Ct)))! }, language: language)).ShouldContain("MUG");
        (await Kit.RenderAsync<NewTransferPage>(new { Found = new TransferFormView(["SZX", "LAX"], "k", "SZX", "MUG") }, language: language)).ShouldContain("name=\"lines\"");
    }

    private static async Task<TestDatabase> WithMugsAsync()
    {
        var database = await TestDatabase.CreateAsync(services => services.AddSingleton<ICatalog>(new ThreeProducts()), new InventoryModule());
        await database.InUnitAsync(async provider =>
        {
            var warehouses = provider.GetRequiredService<IWarehouses>();
            await warehouses.AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct);
            await warehouses.AddAsync(StoredWorld.AWarehouse(2, "LAX", "America/Los_Angeles"), Ct);
        });
        await new StoredWorld(database).ReceiveAsync(new(new(1), new(10), 10, "opening"));
        return database;
    }

    private static async Task<List<string>> StockAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var levels = await scope.ServiceProvider.GetRequiredService<IStock>().LevelsAsync([new(10)], Ct);
        return [.. levels.Select(level => $"MUG@{(level.Warehouse.Value == 1 ? "SZX" : "LAX")} {level.OnHand}+{level.Inbound}")];
    }

    private static Task<TransferListView> PagesAsync(TestDatabase database, string query) => AsAsync<TransferPages, TransferListView>(database, pages => pages.ListAsync(ListUrl.Of("/stock/transfers", query), Ct));

    private static async Task<List<string>> LowAsync(TestDatabase database) =>
        [.. (await AsAsync<StockList, StockListView>(database, list => list.RunAsync(ListUrl.Of("/stock", "?view=low"), Ct))).Rows.Select(row => $"{row.Sku}@{row.Warehouse}")];

    private static async Task<List<string?>> PointsAsync(TestDatabase database, params ReorderBody[] entries) =>
        [.. (await AsAsync<SetReorderPoints, Result<IReadOnlyList<Result>>>(database, set => set.RunAsync(entries, Ct))).Value.Select(answer => answer.Problem?.Code)];

    private static async Task ShouldHoldAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        foreach (var check in scope.ServiceProvider.GetServices<IVerification>().Where(check => check.GetType().Assembly == typeof(InventoryModule).Assembly))
            (await check.RunAsync(Ct)).Wrong.ShouldBeEmpty(check.Name);
    }

    private static async Task<T> AsAsync<TService, T>(TestDatabase database, Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
