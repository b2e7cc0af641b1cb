using System.Data.Common;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data.Moving;

/// <summary>Looks at both ends before anything is done to them.</summary>
public static class MoveChecks
{
    /// <summary>Where a database is, without the user and the password of its address.</summary>
    public static string PlaceOf(string address)
    {
        if (address.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase)) return "sqlite:" + Path.GetFullPath(address["sqlite:".Length..]);
        var parts = new DbConnectionStringBuilder { ConnectionString = address };
        return string.Join(';', new[] { "Host", "Port", "Database" }.Where(parts.ContainsKey).Select(name => $"{name}={parts[name]}"));
    }

    /// <summary>The source must be there, have this version's tables, and be nobody else's at the moment.</summary>
    public static async Task<Problem?> SourceAsync(IServiceProvider services, string place, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        if (!db.Engine.Exists) return MoveProblems.NoDatabase(place);
        if (await db.Engine.IsInUseAsync(db, ct)) return MoveProblems.InUse(place);
        return await IsOfThisVersionAsync(db, ct) ? null : MoveProblems.OtherSchema(place);
    }

    /// <summary>The target may be empty, and has this version's tables otherwise. Others may work on it.</summary>
    public static async Task<Problem?> TargetAsync(IServiceProvider services, string place, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var isEmpty = !db.Engine.Exists || !(await db.Database.GetAppliedMigrationsAsync(ct)).Any();
        return isEmpty || await IsOfThisVersionAsync(db, ct) ? null : MoveProblems.OtherSchema(place);
    }

    private static async Task<bool> IsOfThisVersionAsync(EntrepotDb db, CancellationToken ct) =>
        (await db.Database.GetAppliedMigrationsAsync(ct)).Order(StringComparer.Ordinal).SequenceEqual(db.Database.GetMigrations().Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
