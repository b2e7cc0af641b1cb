using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Entrepot.Warehouse.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Warehouse.FloorWorld;

namespace Entrepot.Unit.Warehouse;

/// <summary>Bins: made in ranges, seen on a map, switched off, and where goods lie.</summary>
[Storage]
public sealed class BinPagesTests
{
    private static readonly BinRange Range = new("B", BinKind.Storage, 1, 2, 1, 3, 1, 2, 3_200, 1_400);

    [Fact]
    public async Task A_range_is_shown_before_it_is_saved_and_makes_only_what_is_missing()
    {
        await using var world = await FloorWorld.CreateAsync();

        var shown = await MakeAsync(world, Range, save: false);
        (shown.Value.New, shown.Value.Codes[0], shown.Value.Codes[^1]).ShouldBe((12, "B-01-01-1", "B-02-03-2"));
        (await ListAsync(world, "?q=B-")).Total.ShouldBe(0, "looking saves nothing");

        (await MakeAsync(world, Range with { RowTo = 1 }, save: true)).Value.New.ShouldBe(6);
        (await MakeAsync(world, Range, save: true)).Value.ShouldSatisfyAllConditions(made => made.New.ShouldBe(6), made => made.Known.ShouldBe(6));
        (await MakeAsync(world, Range, save: true)).Problem!.Code.ShouldBe("warehouse.no_bin_made");
        (await ListAsync(world, "?q=b-&kind=Storage")).Total.ShouldBe(12);
        (await MakeAsync(world, Range with { RowTo = 0 }, save: true)).Problem!.Code.ShouldBe("warehouse.bad_range");
        (await MakeAsync(world, Range with { RowTo = 99, RackTo = 99, SlotTo = 9 }, save: true)).Problem!.Code.ShouldBe("warehouse.too_many_bins");
    }

    [Fact]
    public async Task A_pick_bin_holds_what_is_on_hand_and_lies_nowhere_else()
    {
        await using var world = await WithGoodsAsync();
        await MoveAsync(world, "A-01-01-1", "B-01-01-1", Mug, 4);

        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 6", "B-01-01-1 4"]);
        await world.PickedAsync((Mug, 2));
        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 4", "B-01-01-1 4", " 2"], "two pieces are with the picker");

        (await MoveAsync(world, "A-01-01-1", "B-01-01-1", Mug, 5)).ShouldBe("warehouse.not_in_bin");
        (await MoveAsync(world, "B-01-01-1", "A-01-01-1", Mug, 4)).ShouldBeNull();
        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 8", " 2"]);
    }

    [Fact]
    public async Task Quarantine_is_not_on_hand_and_nobody_s_promised_goods_go_there()
    {
        await using var world = await WithGoodsAsync();
        await world.Database.InUnitAsync(provider => provider.GetRequiredService<IStock>().ReserveAsync(
            [new(new(1), "SO-1", [new(new(1), Mug, 7)], [new(Szx, 1, new(new(1, "EUR")), 1)], AllocationStrategy.Nearest, false)], Ct));

        (await MoveAsync(world, "A-01-01-1", "Q-01-01-1", Mug, 4)).ShouldBe("inventory.would_oversell");
        (await MoveAsync(world, "A-01-01-1", "Q-01-01-1", Mug, 3)).ShouldBeNull();
        (await OnHandAsync(world)).ShouldBe(7);
        (await PlacesAsync(world, Mug)).ShouldBe(["A-01-01-1 7", "Q-01-01-1 3"]);
        (await MoveAsync(world, "Q-01-01-1", "B-01-01-1", Mug, 2)).ShouldBeNull();
        (await OnHandAsync(world)).ShouldBe(9);
    }

    [Fact]
    public async Task A_bin_with_goods_stays_what_it_is_and_one_that_is_off_takes_none()
    {
        await using var world = await WithGoodsAsync();
        var used = await IdAsync(world, "A-01-01-1");
        var free = await IdAsync(world, "B-01-01-1");

        (await EditAsync(world, used, BinKind.Storage, null)).ShouldBe("warehouse.bin_is_used");
        (await EditAsync(world, used, null, false)).ShouldBe("warehouse.bin_is_used");
        (await EditAsync(world, free, null, false)).ShouldBeNull();
        (await MoveAsync(world, "A-01-01-1", "B-01-01-1", Mug, 1)).ShouldBe("warehouse.bin_is_off");
        (await ListAsync(world, "?view=off")).Rows.Single().Code.ShouldBe("B-01-01-1");
        (await EditAsync(world, free, BinKind.PickFace, true)).ShouldBeNull();
        (await world.AsAsync(provider => provider.GetRequiredService<EditBin>().AssignAsync(free, "MUG", Ct))).IsOk.ShouldBeTrue();
        (await PlacesAsync(world, Mug)).ShouldBe(["B-01-01-1 10"], "the books follow the pick bin");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task Every_page_of_bins_renders(string language)
    {
        await using var world = await WithGoodsAsync();
        await MoveAsync(world, "A-01-01-1", "B-01-01-1", Mug, 4);

        var map = await world.AsAsync(provider => provider.GetRequiredService<BinMap>().RunAsync(ListUrl.Of("/warehouse/map", "?warehouse=SZX"), Ct));
        (map.Count("full"), map.Count("dry")).ShouldBe((2, 1), "mugs in two bins; the lamp's pick bin is empty");
        (await Kit.RenderAsync<BinMapPage>(new { Found = map }, language: language)).ShouldContain("class=\"bin-full\"");
        (await Kit.RenderAsync<BinListPage>(new { Found = await ListAsync(world, "") }, language: language)).ShouldContain("B-01-01-1");
        (await Kit.RenderAsync<BinMakerPage>(new { Found = new BinMakerView(["SZX"], "SZX", new("x", 2, 1, ["C-01-01-1", "C-01-01-2"]), 3_200, 1_400) }, language: language)).ShouldContain("C-01-01-2");
        var bin = (await world.AsAsync(async provider => await provider.GetRequiredService<BinDetail>().RunAsync(await IdAsync(world, "B-01-01-1"), ListUrl.Of("/warehouse/bins/1", ""), Ct)))!;
        bin.Movements.Select(row => (row.Before, row.Change, row.After)).ShouldBe([(0, 4, 4)]);
        (await Kit.RenderAsync<BinPage>(new { Found = bin }, language: language)).ShouldContain("MUG");
    }

    /// <summary>Ten mugs on hand in SZX, one bin of storage and one of quarantine beside the nine pick bins.</summary>
    internal static async Task<FloorWorld> WithGoodsAsync()
    {
        var world = await FloorWorld.CreateAsync();
        await world.Database.InUnitAsync(async provider =>
        {
            await provider.GetRequiredService<IStock>().ReceiveAsync([new(Szx, Mug, 10, "opening")], Ct);
            await provider.GetRequiredService<IBins>().AddAsync(
                [
                    new(new(101), Szx, "B", 1, 1, 1, 9_000, 1_000) { Kind = BinKind.Storage }, new(new(102), Szx, "B", 1, 1, 2, 9_000, 2_000) { Kind = BinKind.Storage },
                    new(new(103), Szx, "Q", 1, 1, 1, 9_000, 9_000) { Kind = BinKind.Quarantine }, new(new(104), Szx, "R", 1, 1, 1, 0, 100) { Kind = BinKind.Receiving },
                ], Ct);
        });
        return world;
    }

    internal static async Task<string?> MoveAsync(FloorWorld world, string from, string to, ProductId product, long quantity) => (await world.Database.InUnitAsync(async provider =>
    {
        var places = provider.GetRequiredService<Places>();
        return await places.MoveAsync((await places.BinAsync(Szx, from, Ct))!, (await places.BinAsync(Szx, to, Ct))!, product, quantity, BinMovementKind.Moved, $"move/{from}/{to}/{quantity}", Ct);
    })).Problem?.Code;

    internal static async Task<List<string>> PlacesAsync(FloorWorld world, ProductId product) =>
        [.. (await world.AsAsync(provider => provider.GetRequiredService<BinContents>().PlacesAsync(Szx, [product], Ct)))[product].Select(place => $"{place.Code} {place.Quantity}")];

    internal static Task<long> OnHandAsync(FloorWorld world) =>
        world.AsAsync(async provider => (await provider.GetRequiredService<IStock>().LevelsAsync([Mug], Ct)).Single(level => level.Warehouse == Szx).OnHand);

    private static Task<BinId> IdAsync(FloorWorld world, string code) =>
        world.AsAsync(async provider => (await provider.GetRequiredService<Places>().BinAsync(Szx, code, Ct))!.Id);

    private static async Task<string?> EditAsync(FloorWorld world, BinId bin, BinKind? kind, bool? on) =>
        (await world.AsAsync(provider => provider.GetRequiredService<EditBin>().RunAsync(bin, kind, on, Ct))).Problem?.Code;

    private static Task<Result<BinsMade>> MakeAsync(FloorWorld world, BinRange range, bool save) =>
        world.AsAsync(provider => provider.GetRequiredService<MakeBins>().RunAsync(Szx, range, save, Ct));

    private static Task<BinListView> ListAsync(FloorWorld world, string query) =>
        world.AsAsync(provider => provider.GetRequiredService<BinList>().RunAsync(ListUrl.Of("/warehouse/bins", query), Ct));
}
