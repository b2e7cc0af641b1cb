using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data;

/// <summary>A company as the directory knows it.</summary>
/// <param name="Region">Where its data must stay; null where it does not matter.</param>
public sealed record PlacedCompany(TenantId Id, string Code, string Name, string Cell, string? Region, string? MovedTo);

/// <summary>Says which cells there are and which company lives where. One row of the home decides for each company.</summary>
public sealed partial class CellDirectory(Databases databases, SharedData shared, StoredSecrets secrets, TimeProvider clock)
{
    /// <summary>Adds a cell, whose database must answer and gets the tables and what all companies share. The same again changes nothing.</summary>
    /// <param name="address">See <see cref="DatabaseEngine.At"/>.</param>
    public async Task<Result> AddAsync(string code, string region, string address, bool isOpen, CancellationToken ct)
    {
        if (!Code().IsMatch(code) || code == Cell.HomeCode) return CellProblems.BadCode(code);

        await using var scope = databases.Open(databases.Home);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        if (await db.Set<CellRow>().SingleOrDefaultAsync(row => row.Code == code, ct) is { } known)
        {
            if (known.Region != region || secrets.Open(default, Databases.Purpose(code), known.Address) != address) return CellProblems.CellExists(code);
        }
        else
        {
            await ChangeAsync(home => home.Add(new CellRow { Code = code, Region = region, Address = secrets.Seal(default, Databases.Purpose(code), address), IsOpen = isOpen, AddedAt = clock.GetUtcNow().UtcDateTime }), ct);
        }

        await databases.RefreshAsync(ct);
        await databases.LookAsync(TimeSpan.FromSeconds(30), ct);
        if (databases.Find(code) is not { IsAway: false } cell) return CellProblems.CellAway(code);
        await shared.BringAsync(cell, comparesAll: true, ct);
        return Result.Ok;
    }

    /// <summary>Brings what all companies share to a cell, before a company that needs it comes to live there.</summary>
    internal Task BringSharedAsync(string cell, CancellationToken ct) => shared.BringAsync(databases.Find(cell) ?? throw new CellAwayException(cell), comparesAll: false, ct);

    public async Task<IReadOnlyList<PlacedCompany>> CompaniesAsync(CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Home);
        var all = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().OrderBy(company => company.Code).ToListAsync(ct);
        return [.. all.Select(company => new PlacedCompany(company.Id, company.Code, company.Name, company.Cell ?? Cell.HomeCode, company.Region, company.MovedTo))];
    }

    /// <summary>Those that have not left the installation.</summary>
    public async Task<IReadOnlyList<PlacedCompany>> HereAsync(CancellationToken ct) => [.. (await CompaniesAsync(ct)).Where(company => company.MovedTo is null)];

    public async Task<Result<PlacedCompany>> FindAsync(string code, CancellationToken ct) =>
        (await HereAsync(ct)).FirstOrDefault(company => company.Code == code) is { } found ? found : CellProblems.NoCompany(code);

    /// <summary>Founds a company that lives in a cell from its first row on.</summary>
    public async Task<Result<TenantId>> FoundAsync(string code, string name, string currency, string cell, string? region, CancellationToken ct)
    {
        if (Allows(code, region, cell).Problem is { } problem) return problem;
        if ((await CompaniesAsync(ct)).Any(known => known.Code == code)) return CellProblems.HasData(code);
        await BringSharedAsync(cell, ct);

        var company = new Tenant
        {
            Id = await NextIdAsync(ct),
            Code = code,
            Name = name,
            Currency = currency,
            Region = region,
            Cell = cell == Cell.HomeCode ? null : cell,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };

        // First where it lives: without its row in the directory nobody looks for it there.
        if (cell != Cell.HomeCode) await MirrorAsync(company, cell, ct);
        await ChangeAsync(home => home.Add(company), ct);
        await databases.RefreshAsync(ct);
        return company.Id;
    }

    /// <summary>Says where a company's data must stay, or that it does not matter any more.</summary>
    /// <returns>Refused where it lives elsewhere now.</returns>
    public async Task<Result> PinAsync(string code, string? region, CancellationToken ct)
    {
        var found = await FindAsync(code, ct);
        if (found.Problem is { } problem) return problem;
        if (region is not null && Allows(code, region, found.Value.Cell, isThere: true).Problem is { } refused) return refused;
        await ChangeAsync(home => home.Writes.Execute(CellSql.Pin, true, found.Value.Id.Value, region), ct);
        return Result.Ok;
    }

    /// <summary>Whether a company may live in a cell.</summary>
    public Result Allows(string company, string? region, string cell, bool isThere = false)
    {
        if (databases.Find(cell) is not { } place) return CellProblems.NoCell(cell);
        if (region is not null && place.Region.Length == 0) return CellProblems.RegionUnknown(company, region, cell);
        if (region is not null && region != place.Region) return CellProblems.OtherRegion(company, region, cell, place.Region);
        if (!place.IsOpen && !isThere) return CellProblems.CellClosed(cell);
        if (place is { IsHome: false, IsAway: true }) return CellProblems.CellAway(cell);
        return Result.Ok;
    }

    /// <summary>The one statement that decides who has the company.</summary>
    internal async Task SwitchAsync(TenantId company, Cell to, CancellationToken ct)
    {
        await ChangeAsync(home => home.Writes.Execute(CellSql.Place, true, company.Value, to.IsHome ? null : to.Code), ct);
        await databases.RefreshAsync(ct);
    }

    private async Task<TenantId> NextIdAsync(CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Home);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(default(TenantId), ct); // Which takes a block of them.
        return new(scope.ServiceProvider.GetRequiredService<IdBlocks>().Next());
    }

    private async Task MirrorAsync(Tenant company, string cell, CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Find(cell) ?? throw new InvalidOperationException($"There is no cell {cell}."));
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginPastFenceAsync(company.Id, ct);
        db.Writes.Execute(Moving.MoveSql.PutCompany, true, company.Id.Value, company.Code, company.Name, company.Currency, company.IsDemo, Timestamps.ToStored(company.CreatedAt), company.Region);
        await unit.CommitAsync(ct);
    }

    private async Task ChangeAsync(Action<EntrepotDb> change, CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Home);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(default(TenantId), ct);
        change(db);
        Bump(db);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
    }

    private static void Bump(EntrepotDb db) => db.Writes.Execute(CellSql.Bump, false);

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex Code();
}

internal static class CellSql
{
    public const string Place = "UPDATE platform_tenant SET cell = @p1 WHERE id = @p0";

    public const string Pin = "UPDATE platform_tenant SET region = @p1 WHERE id = @p0";

    public const string Bump = """
        INSERT INTO platform_directory (id, version) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET version = platform_directory.version + 1
        """;
}
