using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Platform.Security;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Journey.FloorSteps;

namespace Entrepot.Unit.Moving;

/// <summary>Companies with a past, and databases to move them to.</summary>
internal static class MoveWorld
{
    /// <summary>Orders in every state: planned, packed, handed over, delivered, short of stock, held, cancelled, and one that only came in.</summary>
    public static async Task<World> LivedInAsync()
    {
        await using var carriers = await Transport.SandboxHost.StartAsync();
        var world = await FloorSteps.OpenAsync(carriers);
        await world.StockAllAsync();
        await world.OneAsync(Goods.AnOrder("delivered", ("MUG", 2)));
        await PackAsync(world);
        await HandOverAsync(world);
        await DeliverAsync(world, carriers);
        await world.OneAsync(Goods.AnOrder("packed", ("MUG", 1)));
        await PackAsync(world);
        await world.OneAsync(Goods.AnOrder("planned", ("MUG", 2)));
        await world.OneAsync(Goods.AnOrder("short", ("MUG", 900_000)));
        var cancelled = await world.OneAsync(Goods.AnOrder("cancelled", ("MUG", 1)));
        (await world.CancelAsync(cancelled.Id)).IsOk.ShouldBeTrue();
        await world.AcceptAsync(Goods.AnOrder("came in", ("MUG", 1)));
        return world;
    }

    public static MoveEnd EndOf(TestDatabase database, string place) => new(database.Services.CreateAsyncScope, place);

    /// <summary>The product on an empty database of either engine.</summary>
    public static async Task<TestDatabase> ElsewhereAsync(bool isFile) =>
        await TestDatabase.AtAsync(isFile ? await TestDatabase.FreshFileAsync() : await PostgresServer.TakeDatabaseAsync(), NobodyIsListed.StandIn, AllModules.List());

    public static async Task RemoveAsync(TestDatabase database)
    {
        await database.DisposeAsync();
        await TestDatabase.RemoveAsync(database.Address);
    }

    public static CompanyMove Move(TestDatabase from, TestDatabase to, Action<MoveStep>? tell = null) =>
        new(EndOf(from, "here " + from.Address.Length), EndOf(to, "there " + to.Address.Length), tell ?? (_ => { }), TimeProvider.System);

    /// <summary>What verify finds wrong with our company.</summary>
    public static async Task<IReadOnlyList<string>> WrongAsync(TestDatabase database)
    {
        await using var scope = database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(TestDatabase.Ours);
        var wrong = new List<string>();
        foreach (var promise in scope.ServiceProvider.GetServices<IVerification>()) wrong.AddRange((await promise.RunAsync(World.Ct)).Wrong);
        return wrong;
    }

    /// <summary>A unit of work of our company, as any use case has one.</summary>
    public static async Task WriteAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(World.Ct);
        await unit.CommitAsync(World.Ct);
    }

    public static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var scope = database.As(TestDatabase.Ours);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(sql);
    }
}
