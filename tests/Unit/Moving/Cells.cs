using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Moving;

/// <summary>An installation whose home is the world's database, with cells beside it on either engine.</summary>
internal sealed class Cells(World world) : IAsyncDisposable
{
    private readonly List<string> addresses = [];

    public Databases Databases => world.Database.Services.GetRequiredService<Databases>();
    public TimeProvider Clock => world.Database.Clock;
    public CellDirectory Directory => world.Database.Services.GetRequiredService<CellDirectory>();

    public async Task<string> AddAsync(string code, bool isFile, string region = "eu")
    {
        var address = isFile ? await TestDatabase.FreshFileAsync() : await PostgresServer.TakeDatabaseAsync();
        addresses.Add(address);
        (await Directory.AddAsync(code, region, address, isOpen: true, World.Ct)).ShouldBe(Result.Ok);
        return address;
    }

    /// <summary>Reads a number in a cell, past the directory; <c>@p0</c> is our company.</summary>
    public async Task<long> CountAsync(string cell, string sql)
    {
        await using var scope = Databases.Open(Databases.Find(cell)!);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync(sql, row => row.GetInt64(0), World.Ct, TestDatabase.Ours.Value)).Single();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var address in addresses) await TestDatabase.RemoveAsync(address);
    }
}
