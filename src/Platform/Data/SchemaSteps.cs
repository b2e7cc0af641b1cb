using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Entrepot.Platform.Data;

/// <summary>
/// Which steps of the schema a program can do without. A step adds; what it adds, an older program leaves alone, so both run
/// side by side while servers are replaced one by one. A step that takes away says so in its name, and comes a release
/// after the last program that uses what it takes.
/// </summary>
public static class SchemaSteps
{
    private const string Contracts = "_contract";

    /// <summary>Steps that this program does not know and that took away what it uses.</summary>
    public static IReadOnlyList<string> TakenAway(IEnumerable<string> applied, IEnumerable<string> known) =>
        [.. applied.Except(known, StringComparer.Ordinal).Where(step => step.EndsWith(Contracts, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <exception cref="InvalidOperationException">The program is too old for its database.</exception>
    internal static async Task CheckAsync(DatabaseFacade database, CancellationToken ct)
    {
        if (TakenAway(await database.GetAppliedMigrationsAsync(ct), database.GetMigrations()) is [var step, ..])
            throw new InvalidOperationException($"This program is too old for its database: the step {step} has taken away what it uses. Install the newest release.");
    }
}
