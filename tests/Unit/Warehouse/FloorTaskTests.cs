using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Ui;
using Entrepot.Warehouse;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Warehouse.BinPagesTests;
using static Entrepot.Unit.Warehouse.FloorWorld;

namespace Entrepot.Unit.Warehouse;

/// <summary>Receiving, putting away, moving and counting with a hand scanner.</summary>
[Storage]
public sealed class FloorTaskTests
{
    private int next;

    [Fact]
    public async Task Goods_are_received_against_their_notice_with_what_is_damaged_short_and_over()
    {
        await using var world = await WithGoodsAsync();
        await ExpectAsync(world, (Mug, 5), (Lamp, 3));
        var task = await StartAsync(world, FloorTaskKind.Receive, "asn/1");

        (await ScanAsync(world, task, "MUG", 6)).ShouldBe("6 × MUG: 1 more than announced.");
        (await ScanAsync(world, task, "LAMP", 1)).ShouldBe("1 × LAMP");
        (await ScanAsync(world, task, "LAMP", 1, damaged: true)).ShouldBe("1 × LAMP, damaged: lay them aside for quarantine.");
        (await ScanAsync(world, task, "NOTHING", 1)).ShouldBe("warehouse.unknown_goods");
        (await LevelAsync(world, Mug)).ShouldBe("10 on hand, 5 to come", "nothing is booked before the receipt is closed");

        for (var i = 0; i < 2; i++) (await AsAsync<CloseReceipt>(world, close => close.RunAsync(task, nothingMore: false, Ct))).ShouldBeNull("closing twice is harmless");

        (await LevelAsync(world, Mug)).ShouldBe("16 on hand, 0 to come");
        (await LevelAsync(world, Lamp)).ShouldBe("1 on hand, 1 to come", "the damaged one came, and is nobody's");
        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 10", "R-01-01-1 6"]);
        (await PlacesAsync(world, Lamp)).ShouldBe(["A-03-03-1 0", "Q-01-01-1 1", "R-01-01-1 1"]);
        await ShouldAddUpAsync(world);
    }

    [Fact]
    public async Task What_will_not_come_any_more_is_promised_to_nobody()
    {
        await using var world = await WithGoodsAsync();
        await ExpectAsync(world, (Mug, 5));
        var task = await StartAsync(world, FloorTaskKind.Receive, "asn/1");
        (await AsAsync<CloseReceipt>(world, close => close.RunAsync(task, true, Ct))).ShouldBe("warehouse.nothing_received");

        await ScanAsync(world, task, "MUG", 2);
        await AsAsync<CloseReceipt>(world, close => close.RunAsync(task, true, Ct));

        (await LevelAsync(world, Mug)).ShouldBe("12 on hand, 0 to come");
        (await ScanAsync(world, task, "MUG", 1)).ShouldBe("warehouse.floor_task_closed");
    }

    [Fact]
    public async Task Goods_at_the_dock_go_where_the_proposal_says_or_elsewhere()
    {
        await using var world = await WithGoodsAsync();
        await ReceivedAsync(world, (Mug, 8), (Lamp, 2), (Book, 4));
        var task = await StartAsync(world, FloorTaskKind.PutAway);

        (await ScanAsync(world, task, "LAMP", 3)).ShouldBe("warehouse.fewer_at_the_dock");
        (await ScanAsync(world, task, "LAMP", 2)).ShouldBe("2 × LAMP to A-03-03-1", "its pick bin is empty");
        (await FindAsync(world, task)).Proposed.ShouldBe("A-03-03-1");
        (await ScanAsync(world, task, "A-03-03-1")).ShouldBe("2 × LAMP lie in A-03-03-1.");
        (await ScanAsync(world, task, "MUG", 8)).ShouldBe("8 × MUG to B-01-01-1", "ten are in the pick bin; this is the nearest free bin of storage");
        (await ScanAsync(world, task, "b-01-01-2")).ShouldBe("8 × MUG lie in B-01-01-2.", "the worker knows better");
        (await ScanAsync(world, task, "BOOK", 4)).ShouldBe("4 × BOOK to A-01-02-1", "it had no pick bin");
        (await ScanAsync(world, task, "A-01-02-1")).ShouldBe("4 × BOOK lie in A-01-02-1.");

        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 10", "B-01-01-2 8"]);
        (await PlacesAsync(world, Book)).ShouldBe(["A-01-02-1 4"], "and now this is it");
        await ShouldAddUpAsync(world);
    }

    [Fact]
    public async Task A_scan_that_comes_again_does_nothing()
    {
        await using var world = await WithGoodsAsync();
        var task = await StartAsync(world, FloorTaskKind.Move);
        string[] codes = ["A-01-01-1", "MUG", "B-01-01-1"];

        foreach (var code in codes)
        {
            await ScanAsync(world, task, code, id: code + "!");
            (await ScanAsync(world, task, code, id: code + "!")).ShouldBe("This scan was taken already.");
        }

        foreach (var code in codes) (await ScanAsync(world, task, code, id: code + "!")).ShouldBe("This scan was taken already.", "not only the last one is remembered");
        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 9", "B-01-01-1 1"]);
    }

    [Fact]
    public async Task A_move_takes_no_more_than_the_books_see()
    {
        await using var world = await WithGoodsAsync();
        var task = await StartAsync(world, FloorTaskKind.Move);

        (await ScanAsync(world, task, "MUG")).ShouldBe("warehouse.unknown_bin");
        await ScanAsync(world, task, "A-01-01-1");
        (await ScanAsync(world, task, "MUG", 11)).ShouldBe("warehouse.not_in_bin");
        (await ScanAsync(world, task, "MUG", 4)).ShouldBe("4 × MUG in hand. Scan the bin they go to.");
        (await ScanAsync(world, task, "A-01-01-1")).ShouldBe("warehouse.same_bin");
        (await ScanAsync(world, task, "B-01-01-1")).ShouldBe("4 × MUG lie in B-01-01-1.");
        await ShouldAddUpAsync(world);
    }

    [Fact]
    public async Task A_count_that_agrees_is_done_and_one_that_differs_twice_is_decided_by_somebody_else()
    {
        await using var world = await WithGoodsAsync();
        var right = await CountAsync(world, "A-01-01-1", ("MUG", 10));
        (await EndAsync(world, right)).ShouldBe(FloorTaskState.Done);

        var wrong = await CountAsync(world, "A-01-01-1", ("MUG", 8), ("LAMP", 1));
        (await FindAsync(world, wrong)).Lines.ShouldAllBe(line => line.Expected == null, "whoever counts is not told");
        (await EndAsync(world, wrong)).ShouldBe(FloorTaskState.Recount);
        await ScanAsync(world, wrong, "MUG", 9);
        await ScanAsync(world, wrong, "LAMP", 1);
        (await EndAsync(world, wrong)).ShouldBe(FloorTaskState.Waiting);
        (await FindAsync(world, wrong)).Lines.Select(line => $"{line.Sku} {line.Expected}:{line.FirstCounted}:{line.Counted}").ShouldBe(["LAMP 0:1:1", "MUG 10:8:9"]);

        (await AsAsync<DecideCount>(world, decide => decide.RunAsync(wrong, true, Ct))).ShouldBe("warehouse.same_counter");
        for (var i = 0; i < 2; i++) (await AsAsync<DecideCount>(world, decide => decide.RunAsync(wrong, true, Ct), "Second pair of eyes")).ShouldBeNull();

        (await LevelAsync(world, Mug)).ShouldBe("9 on hand, 0 to come");
        (await PlacesAsync(world, Lamp)).ShouldBe(["A-03-03-1 0", "A-01-01-1 1"]);
        await ShouldAddUpAsync(world);
    }

    [Fact]
    public async Task A_count_that_is_thrown_away_changes_nothing()
    {
        await using var world = await WithGoodsAsync();
        var count = await CountAsync(world, "A-01-01-1", ("MUG", 8));
        await EndAsync(world, count);
        (await EndAsync(world, count)).ShouldBe(FloorTaskState.Waiting, "nothing was found the second time");

        (await AsAsync<DecideCount>(world, decide => decide.RunAsync(count, false, Ct), "Second pair of eyes")).ShouldBeNull();
        (await LevelAsync(world, Mug)).ShouldBe("10 on hand, 0 to come");
        (await AsAsync<DecideCount>(world, decide => decide.RunAsync(count, true, Ct), "Second pair of eyes")).ShouldBe("warehouse.count_not_waiting");
    }

    [Fact]
    public async Task Whatever_is_scanned_is_looked_up()
    {
        await using var world = await WithGoodsAsync();
        var picked = await world.PickedAsync((Mug, 1));

        (await LookAsync(world, "a-01-01-1")).Bin!.Contents.Single().Sku.ShouldBe("MUG");
        (await LookAsync(world, "MUG")).Places.Sum(place => place.Quantity).ShouldBe(10);
        (await LookAsync(world, $"F{picked.Value}")).Orders.Single().Status.ShouldBe(FulfilmentStatus.Picked);
        (await LookAsync(world, $"SO-{picked.Value}")).Orders.Single().Id.ShouldBe(picked.Value);
        (await LookAsync(world, "what?")).IsFound.ShouldBeFalse();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task Every_page_of_the_floor_renders(string language)
    {
        await using var world = await WithGoodsAsync();
        await ExpectAsync(world, (Mug, 5));
        var receipt = await StartAsync(world, FloorTaskKind.Receive, "asn/1");
        await ScanAsync(world, receipt, "MUG", 2, damaged: true);
        var move = await StartAsync(world, FloorTaskKind.Move);
        await ScanAsync(world, move, "A-01-01-1");
        await ScanAsync(world, move, "MUG", 2);

        var hub = await world.AsAsync(provider => provider.GetRequiredService<FloorTaskQueries>().HubAsync(Szx, Ct));
        hub.Announced.ShouldBe(1);
        (await Kit.RenderAsync<FloorHubPage>(new { Found = hub }, language: language)).ShouldContain("class=\"tile\"");
        (await Kit.RenderAsync<ReceivePage>(new { Found = new ReceiveView("SZX", [new("asn/1", new(2026, 12, 1), 1, 5)]) }, language: language)).ShouldContain("asn/1");
        foreach (var id in new[] { receipt, move })
            (await Kit.RenderAsync<FloorTaskPage>(new { Found = await FindAsync(world, id), Result = (bool?)true, Said = "Right" }, language: language)).ShouldContain("MUG");
        (await Kit.RenderAsync<FloorClosePage>(new { Found = await FindAsync(world, receipt) }, language: language)).ShouldContain("nothingMore");
        var count = await CountAsync(world, "A-01-01-1", ("MUG", 8));
        await EndAsync(world, count);
        await EndAsync(world, count);
        var counts = await world.AsAsync(provider => provider.GetRequiredService<FloorTaskQueries>().CountsAsync(ListUrl.Of("/warehouse/counts", "?view=waiting"), Ct));
        (await Kit.RenderAsync<CountListPage>(new { Found = counts }, language: language)).ShouldContain($"/warehouse/counts/{count}");
        (await Kit.RenderAsync<LookPage>(new { Found = await LookAsync(world, "MUG") }, language: language)).ShouldContain("MUG");
    }

    private static Task ExpectAsync(FloorWorld world, params (ProductId Product, long Quantity)[] goods) => world.Database.InUnitAsync(provider => provider.GetRequiredService<IInbound>()
        .ExpectAsync([.. goods.Select((line, i) => new ExpectedReceipt(new(7_000 + i), Szx, line.Product, line.Quantity, new(2026, 12, 1), "asn/1"))], Ct));

    private async Task ReceivedAsync(FloorWorld world, params (ProductId Product, long Quantity)[] goods)
    {
        var task = await StartAsync(world, FloorTaskKind.Receive);
        foreach (var (product, quantity) in goods) await ScanAsync(world, task, ThreeProducts.Sku(product), quantity);
        (await AsAsync<CloseReceipt>(world, close => close.RunAsync(task, false, Ct))).ShouldBeNull();
    }

    private async Task<long> CountAsync(FloorWorld world, string bin, params (string Sku, long Quantity)[] goods)
    {
        var task = await StartAsync(world, FloorTaskKind.Count);
        await ScanAsync(world, task, bin);
        foreach (var (sku, quantity) in goods) await ScanAsync(world, task, sku, quantity);
        return task;
    }

    private static Task<long> StartAsync(FloorWorld world, FloorTaskKind kind, string reference = "") =>
        world.AsAsync(async provider => (await provider.GetRequiredService<StartTask>().RunAsync(kind, Szx, reference, null, Ct)).Value);

    /// <returns>What the worker is told, or the refusal's code.</returns>
    private async Task<string> ScanAsync(FloorWorld world, long task, string code, long quantity = 1, bool damaged = false, string? id = null)
    {
        var said = await world.AsAsync(provider => provider.GetRequiredService<ScanOnTask>().RunAsync(task, new(code, quantity, damaged, id ?? $"scan-{++next}"), Ct));
        return said.Problem?.Code ?? said.Value.ToString();
    }

    private static async Task<FloorTaskState> EndAsync(FloorWorld world, long task) =>
        (await world.AsAsync(provider => provider.GetRequiredService<CloseCount>().RunAsync(task, Ct))).Value;

    private static async Task<FloorTaskView> FindAsync(FloorWorld world, long task) => (await world.AsAsync(provider => provider.GetRequiredService<FloorTaskQueries>().FindAsync(task, Ct)))!;

    private static Task<LookView> LookAsync(FloorWorld world, string code) => world.AsAsync(provider => provider.GetRequiredService<LookUp>().RunAsync(code, "SZX", Ct));

    private static async Task<string?> AsAsync<TUseCase>(FloorWorld world, Func<TUseCase, Task<Result>> act, string? person = null) where TUseCase : notnull => (await world.AsAsync(provider =>
    {
        if (person is not null) provider.GetRequiredService<CurrentUser>().Become(TestDatabase.Ours, 77, person, ["*"]);
        return act(provider.GetRequiredService<TUseCase>());
    })).Problem?.Code;

    private static Task<string> LevelAsync(FloorWorld world, ProductId product) => world.AsAsync(async provider =>
    {
        var level = (await provider.GetRequiredService<IStock>().LevelsAsync([product], Ct)).Single(row => row.Warehouse == Szx);
        return $"{level.OnHand} on hand, {level.Inbound} to come";
    });

    private static async Task ShouldAddUpAsync(FloorWorld world)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        foreach (var check in scope.ServiceProvider.GetServices<IVerification>().Where(check => check is BinsAddUp || check.GetType().Assembly == typeof(Entrepot.Inventory.InventoryModule).Assembly))
            (await check.RunAsync(Ct)).Wrong.ShouldBeEmpty(check.Name);
    }
}
