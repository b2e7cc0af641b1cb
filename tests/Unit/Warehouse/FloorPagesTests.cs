using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Warehouse.FloorWorld;

namespace Entrepot.Unit.Warehouse;

/// <summary>What people on the floor see, and the walk with a hand scanner.</summary>
[Storage]
public sealed class FloorPagesTests
{
    [Fact]
    public async Task The_board_counts_each_stage_and_shows_the_most_urgent()
    {
        await using var world = await FloorWorld.CreateAsync();
        await world.LabelledAsync((Mug, 1));
        await world.PickedAsync((Mug, 1));
        await world.PlanAsync("ups/standard", 0, TestDatabase.Noon.AddDays(1), (Mug, 1));
        var rush = await world.PlanAsync("ups/standard", 9, null, (Lamp, 2));

        var board = await world.AsAsync(provider => provider.GetRequiredService<FulfilmentBoard>().RunAsync(ListUrl.Of("/warehouse", ""), Ct));

        board.Stages.Where(stage => stage.Count > 0).Select(stage => (stage.Status, stage.Count)).ShouldBe([(FulfilmentStatus.Planned, 2), (FulfilmentStatus.Picked, 1), (FulfilmentStatus.Labelled, 1)]);
        board.Stages[0].Cards[0].Id.ShouldBe(rush.Value);
        board.Stages[0].Cards[0].Pieces.ShouldBe(2);
        board.Waves.Select(wave => (wave.Lines, wave.ClosedLines)).ShouldBe([(1, 1), (1, 1)]);
        var elsewhere = await world.AsAsync(provider => provider.GetRequiredService<FulfilmentBoard>().RunAsync(ListUrl.Of("/warehouse", "?warehouse=LAX"), Ct));
        elsewhere.Stages.Sum(stage => stage.Count).ShouldBe(0);
        (await Kit.RenderAsync<FulfilmentBoardPage>(new { Found = board })).ShouldContain($"/warehouse/fulfilment/{rush.Value}");
    }

    [Fact]
    public async Task The_list_finds_by_stage_and_by_either_number()
    {
        await using var world = await FloorWorld.CreateAsync();
        var picked = await world.PickedAsync((Mug, 1));
        await world.PlanAsync((Mug, 1));

        (await ListAsync(world, "?stage=Picked")).Rows.Single().Id.ShouldBe(picked.Value);
        (await ListAsync(world, $"?q=F{picked.Value}")).Total.ShouldBe(1);
        (await ListAsync(world, $"?q=SO-{picked.Value}")).Total.ShouldBe(1);
        (await ListAsync(world, "?q=SO-")).Total.ShouldBe(0);
        (await Kit.RenderAsync<FulfilmentListPage>(new { Found = await ListAsync(world, "") })).ShouldContain($"F{picked.Value}");
    }

    [Fact]
    public async Task A_walker_scans_the_bin_and_then_the_goods()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2), (Book, 1));
        var task = await ReleaseAsync(world);

        (await WalkAsync(world, task)).Next!.Bin.ShouldBe("A-01-01-1");
        (await ScanAsync(world, task, "MUG", "1")).ShouldBe("warehouse.scan_the_bin");
        (await ScanAsync(world, task, "A-09-09-9", "2")).ShouldBe("warehouse.wrong_bin");
        (await ScanAsync(world, task, "a-01-01-1", "3")).ShouldBeNull();
        (await WalkAsync(world, task)).Next!.IsAtBin.ShouldBeTrue();
        (await ScanAsync(world, task, "LAMP", "4")).ShouldBe("warehouse.wrong_item");
        for (var i = 0; i < 2; i++) (await ScanAsync(world, task, "4000000000010", "5")).ShouldBeNull("the same scan sent twice counts once");

        (await WalkAsync(world, task)).Next!.Sku.ShouldBe("BOOK");
        (await ScanAsync(world, task, "BOOK", "6")).ShouldBeNull("goods without a bin need no bin scan");
        (await WalkAsync(world, task)).Next.ShouldBeNull();
        (await ScanAsync(world, task, "BOOK", "7")).ShouldBe("warehouse.walk_is_done");
        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Picked);
    }

    [Fact]
    public async Task Too_few_at_a_stop_are_said_with_their_number()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2));
        var task = await ReleaseAsync(world);

        for (var i = 0; i < 2; i++)
            (await world.AsAsync(provider => provider.GetRequiredService<ScanOnWalk>().ShortAsync(task, "A-01-01-1", "MUG", 1, Ct))).Problem.ShouldBeNull();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Short);
        (await world.SeenAsync("test.short")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("en", "Go to")]
    [InlineData("zh-CN", "<h1>")]
    public async Task Every_page_of_the_floor_renders(string language, string says)
    {
        await using var world = await FloorWorld.CreateAsync();
        var labelled = await world.LabelledAsync((Mug, 1));
        var picked = await world.PickedAsync((Mug, 1), (Lamp, 1));
        await world.PlanAsync((Mug, 1), (Book, 2));
        var task = await ReleaseAsync(world);

        var walk = await WalkAsync(world, task);
        (await Kit.RenderAsync<WalkPage>(new { Found = walk, Result = (bool?)true, Said = "Right" }, language: language)).ShouldContain(says);
        (await Kit.RenderAsync<WalkShortPage>(new { Found = walk, Stop = walk.Next! }, language: language)).ShouldContain("name=\"quantity\"");
        var open = await world.AsAsync(provider => provider.GetRequiredService<WalkQueries>().OpenAsync(Ct));
        (await Kit.RenderAsync<WalkListPage>(new { Found = open }, language: language)).ShouldContain(task.ToString());
        var wave = (await world.FindWaveAsync())!;
        (await Kit.RenderAsync<WavePage>(new { Found = wave }, language: language)).ShouldContain("picklist.pdf");

        foreach (var id in new[] { labelled, picked })
        {
            var detail = (await world.AsAsync(provider => provider.GetRequiredService<FulfilmentDetail>().RunAsync(id, Ct)))!;
            (await Kit.RenderAsync<FulfilmentDetailPage>(new { Found = detail }, language: language)).ShouldContain($"F{id.Value}");
            (await Kit.RenderAsync<PackPage>(new { Found = detail }, language: language)).ShouldContain(id == labelled ? "/labels/1" : "name=\"code\"");
            (await Kit.RenderAsync<PackClosePage>(new { Found = detail }, language: language)).ShouldContain("value=\"C01\"");
        }
    }

    private static Task<FulfilmentListView> ListAsync(FloorWorld world, string query) =>
        world.AsAsync(provider => provider.GetRequiredService<FulfilmentList>().RunAsync(ListUrl.Of("/warehouse/fulfilment", query), Ct));

    private static async Task<PickTaskId> ReleaseAsync(FloorWorld world) =>
        (await world.FloorAsync(floor => floor.ReleaseAsync(new(Szx, null, null, null), Ct))).Value.Tasks.Single();

    private static async Task<WalkView> WalkAsync(FloorWorld world, PickTaskId task) =>
        (await world.AsAsync(provider => provider.GetRequiredService<WalkQueries>().WalkAsync(task, Ct)))!;

    private static async Task<string?> ScanAsync(FloorWorld world, PickTaskId task, string code, string scan) =>
        (await world.AsAsync(provider => provider.GetRequiredService<ScanOnWalk>().RunAsync(task, code, scan, Ct))).Problem?.Code;
}
