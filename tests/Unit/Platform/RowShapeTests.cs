using Entrepot.Inventory;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Warehouse;
using Entrepot.Warehouse.Domain;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Result = Entrepot.Kernel.Result;

namespace Entrepot.Unit.Platform;

/// <summary>Rows read by hand are the rows that EF Core reads, on both engines.</summary>
[Storage]
public sealed class RowShapeTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Whatever_a_row_holds_is_read_as_EF_Core_reads_it()
    {
        await using var database = await TestDatabase.CreateAsync();

        Prop.ForAll(SomeRows.Items().ToArbitrary(), items =>
        {
            var (byHand, byFramework) = ReadBothAsync(database, items).GetAwaiter().GetResult();

            byHand.ShouldBe(byFramework);
            byHand.ShouldBe(items.Select(SomeRows.Describe));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public async Task Only_what_can_be_set_after_a_row_was_made_may_change()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var scope = database.As(TestDatabase.Ours);

        var shape = scope.ServiceProvider.GetRequiredService<EntrepotDb>().ShapeOf<WorkItem>();

        shape.Name.ShouldBe("platform_work");
        shape.Keys.Select(column => column.Name).ShouldBe(["tenant_id", "id"]);
        shape.Changing.Select(column => column.Name).ShouldBe(["attempts", "due_at", "error", "failures", "lease_number", "lease_process", "lease_token", "lease_until", "ran_at", "state"], ignoreOrder: true);
        shape.Changing.ShouldNotContain(column => column.IsVersion);
    }

    [Fact]
    public async Task A_version_is_known_and_what_only_its_own_class_sets_may_change()
    {
        await using var database = await TestDatabase.CreateAsync(new InventoryModule(), new WarehouseModule());
        await using var scope = database.As(TestDatabase.Ours);

        var shape = scope.ServiceProvider.GetRequiredService<EntrepotDb>().ShapeOf<BinStock>();

        shape.Keys.Select(column => column.Name).ShouldBe(["tenant_id", "bin_id", "product_id"], ignoreOrder: true);
        shape.Changing.Select(column => (column.Name, column.IsVersion)).ShouldBe([("quantity", false), ("version", true)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_row_with_parts_of_its_own_is_left_to_EF_Core()
    {
        await using var database = await TestDatabase.CreateAsync(new InventoryModule(), new WarehouseModule());
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();

        Should.Throw<InvalidOperationException>(() => db.ShapeOf<PackJob>()).Message.ShouldContain("EF Core");
    }

    [Fact]
    public async Task A_row_of_no_module_is_refused_by_name()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var scope = database.As(TestDatabase.Ours);

        Should.Throw<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<EntrepotDb>().ShapeOf<BinStock>()).Message.ShouldContain(nameof(BinStock));
    }

    [Theory]
    [InlineData("Waiting", WorkState.Waiting)]
    [InlineData("Suspect", WorkState.Suspect)]
    public void A_state_is_found_by_its_name(string name, WorkState state) => EnumNames<WorkState>.Parse(name).ShouldBe(state);

    [Fact]
    public void A_state_that_nobody_knows_is_a_fault() => Should.Throw<ArgumentException>(() => EnumNames<WorkState>.Parse("Asleep"));

    private static async Task<(List<string> ByHand, List<string> ByFramework)> ReadBothAsync(TestDatabase database, WorkItem[] items)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using (var unit = await db.BeginAsync(Ct))
        {
            db.Writes.Insert<WorkItem>(rows: items);
            (await unit.CommitAsync(Ct)).ShouldBe(Result.Ok);
        }

        var ids = items.Select(item => item.Id).ToArray();
        var byHand = await db.ReadAsync<WorkItem>(SomeRows.ById, Ct, db.Tenant.Value, ids);
        var byFramework = await db.Set<WorkItem>().Where(item => ids.Contains(item.Id)).OrderBy(item => item.Id).ToListAsync(Ct);
        return (byHand.ConvertAll(SomeRows.Describe), byFramework.ConvertAll(SomeRows.Describe));
    }
}
