using System.Text.RegularExpressions;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Verification;

/// <summary>Every check finds each kind of damage that it is there for, and names it; where there is none, it finds none.</summary>
[Storage]
public sealed partial class PlantedDamageTests(PlantedWorld planted) : IClassFixture<PlantedWorld>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>It takes two databases to damage: see <c>SharedDataTests</c>.</summary>
    private const string BetweenCells = "What all companies share is the same in every cell";

    public static TheoryData<string> Promises() => [.. Plantings.All.Select(planting => planting.Promise).Distinct(StringComparer.Ordinal)];

    [Fact]
    public async Task No_check_finds_anything_where_nothing_is_wrong()
    {
        var reports = await VerifyDatabase.RunAsync(planted.World.Database.Services, Ct);

        reports.SelectMany(report => report.Wrong).ShouldBeEmpty();
        reports.Where(report => report.Skipped is null && report.Name != "Kept answers belong to finished requests").ShouldAllBe(report => report.Examined > 0, "each has looked at something");
    }

    [Fact]
    public void Every_check_has_damage_that_it_must_find()
    {
        using var scope = planted.World.Database.As(TestDatabase.Ours);
        var names = scope.ServiceProvider.GetServices<IVerification>().Concat(scope.ServiceProvider.GetServices<IDatabaseVerification>()).Select(check => check.Name).ToList();

        names.ShouldBeUnique();
        names.Order(StringComparer.Ordinal).ShouldBe(Plantings.All.Select(planting => planting.Promise).Distinct().Append(BetweenCells).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task Damage_is_found_and_named(string promise)
    {
        var address = await planted.CopyAsync();
        try
        {
            await using var database = await TestDatabase.AtAsync(address, null, AllModules.List());
            foreach (var planting in Plantings.All.Where(planting => planting.Promise == promise))
            {
                await PlantedWorld.PlantAsync(address, (PostgresServer.IsChosen ? planting.Postgres : null) ?? planting.Sql);
                var report = await RunAsync(database, promise);

                report.Holds.ShouldBeFalse($"{planting.Sql}: nothing was found {report.Skipped}");
                report.Wrong.Select(Plain).ShouldContain(wrong => wrong.Contains(Said(planting), StringComparison.Ordinal), $"{planting.Sql}\n{Said(planting)}\n{string.Join('\n', report.Wrong)}");
            }
        }
        finally
        {
            await PlantedWorld.RemoveAsync(address);
        }
    }

    [Fact]
    public async Task Of_much_damage_the_first_is_named_and_all_is_counted()
    {
        var address = await planted.CopyAsync();
        try
        {
            await using var database = await TestDatabase.AtAsync(address, null, AllModules.List());
            await PlantedWorld.PlantAsync(address, "INSERT INTO platform_idempotency (tenant_id, key, request_hash, status, content_type, body, at, token, headers) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) SELECT 1, 'k' || i, 'h', 99, '', '', 0, 't', '' FROM n");

            var report = (await VerifyDatabase.RunAsync(database.Services, Ct)).Single(report => report.Name == "Kept answers belong to finished requests");

            (report.Count, report.Wrong.Count).ShouldBe((250L, VerificationResult.WrongMax));
            report.Wrong.ShouldAllBe(wrong => wrong.StartsWith("ours: "));
            report.Lines().Last().ShouldBe("      … and 150 more");
        }
        finally
        {
            await PlantedWorld.RemoveAsync(address);
        }
    }

    private static string Said(Planting planting) => PostgresServer.IsChosen && planting.Promise == "Pages and indexes are sound" ? "shifty_index" : planting.Said;

    /// <summary>Without the numbers that each run gives anew.</summary>
    private static string Plain(string wrong) => Bracketed().Replace(Fulfilment().Replace(wrong, "F*"), "(*)");

    private static async Task<VerificationResult> RunAsync(TestDatabase database, string promise)
    {
        await using var scope = database.As(TestDatabase.Ours);
        if (scope.ServiceProvider.GetServices<IDatabaseVerification>().FirstOrDefault(check => check.Name == promise) is { } whole) return await whole.RunAsync(Ct);

        await using var state = await OneState.OpenAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), Ct);
        return await scope.ServiceProvider.GetServices<IVerification>().Single(check => check.Name == promise).RunAsync(Ct);
    }

    [GeneratedRegex(@"\bF\d+")]
    private static partial Regex Fulfilment();

    [GeneratedRegex(@"\(\d+\)")]
    private static partial Regex Bracketed();
}
