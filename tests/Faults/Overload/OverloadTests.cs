using System.Globalization;

namespace Entrepot.Faults.Overload;

/// <summary>Three times what a server can do: it does what it can, tells the others at once when to come back, and is itself again as soon as it is over.</summary>
[Collection(nameof(Alone))]
public sealed class OverloadTests
{
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(Bar.Size(5, 60));
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(30);

    /// <summary>What was taken in while journeys stood back: a hundred thousand orders and more.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(8);

    [Fact]
    [Trait("Run", "faults")]
    public async Task Too_much_is_refused_at_once_with_the_time_to_come_back_and_the_rest_is_done()
    {
        await using var installation = await Installation.OnSqliteAsync();
        var server = await installation.ServeAsync();
        using var watcher = new Watcher(server);
        using var load = new Load(server.Url, installation.Key);
        for (var warm = 0; warm < 3; warm++) await load.ClosedAsync(callers: 16, TimeSpan.FromSeconds(2)); // The compiler's time.
        var peak = await load.ClosedAsync(callers: 64, Phase);
        peak.Taken.ShouldBeGreaterThan(0, $"{peak}");
        var flood = await load.OpenAsync(peak.Goodput * 3, Phase);
        var isReady = await watcher.IsReadyAsync();

        var begun = DateTime.UtcNow;
        Outcome after;
        do
        {
            after = await load.OpenAsync(peak.Goodput / 2, TimeSpan.FromSeconds(2));
        }
        while ((after.Told > 0 || after.Late > 0) && DateTime.UtcNow < begun + RecoversWithin);

        var books = new Books(installation);
        await books.SettleAsync(Settles, untilDelivered: false);
        var wrong = await books.VerifyAsync();
        var stored = (await books.ReadAsync("SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0 AND external_number LIKE 'OVER-%'", row => row.GetInt64(0))).Single();
        var isFast = flood.Goodput >= peak.Goodput * 0.8;
        Bar.Tell("overload 3×", "429 or 503 with Retry-After at once, goodput ≥ 80 % of peak, recovered in 30 s", string.Create(CultureInfo.InvariantCulture,
            $"peak {peak.Goodput:0}/s; offered {flood.Offered:0}/s, {flood.Goodput:0}/s of them done ({100 * flood.Goodput / peak.Goodput:0} % of the peak); {flood.Told} told to come back, 99 of 100 within {flood.ToldP99Seconds:0.00} s and all within {flood.ToldSlowestSeconds:0.0} s, {flood.Late} without answer, {flood.Bad} other {flood.Example}; recovered {(after.Told + after.Late == 0 ? "at once" : "not")}; ready meanwhile: {isReady}"),
            isFast && flood.Bad == 0 && flood.Late == 0 && after.Told + after.Late == 0 && wrong.Count == 0);

        flood.Told.ShouldBeGreaterThan(0, "three times the peak is too much");
        flood.Bad.ShouldBe(0, flood.Example);
        (after.Told, after.Late, after.Bad).ShouldBe((0, 0, 0), "after the flood");
        stored.ShouldBeGreaterThanOrEqualTo(peak.Taken + flood.Taken + after.Taken);
        wrong.ShouldBeEmpty();
        installation.IsDone = true;
    }
}

/// <summary>What measures a share of the machine runs after everything else, and by itself.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
