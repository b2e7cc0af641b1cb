using System.Globalization;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Finance.Features;

/// <param name="Days">Days that were not known yet.</param>
internal sealed record FxImported(int Days, int Rates, DateOnly? LatestDay);

/// <summary>Reads the ECB's file of euro reference rates (<c>eurofxref-hist.csv</c> or <c>eurofxref.csv</c>); known days are left alone, so a file may come twice.</summary>
internal sealed class ImportFxRates(SharedData shared, FxCache cache)
{
    /// <summary>The whole history since 1999 has 2 MB.</summary>
    private const int BytesMax = 8 << 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/finance/fx-rates", async (HttpRequest request, ImportFxRates import, CancellationToken ct) =>
            {
                using var reader = new StreamReader(request.Body);
                return (await import.RunAsync(reader, ct)).ToHttp();
            })
            .RequireAuthorization("settings.edit")
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(BytesMax))
            .WithSummary("Import the ECB's euro reference rates (CSV)");

    public async Task<Result<FxImported>> RunAsync(TextReader csv, CancellationToken ct)
    {
        var parsed = await ReadAsync(csv, ct);
        if (parsed.Problem is { } problem) return problem;

        await using var change = await shared.BeginAsync(ct);
        var known = (await change.Db.QueryAsync(FinanceSql.KnownDays, row => row.GetFieldValue<DateOnly>(0), ct)).ToHashSet();
        var fresh = parsed.Value.Where(row => !known.Contains(row.Day)).ToList();
        change.Db.Writes.Insert<FxRateRow>(fresh);
        if (fresh.Count > 0 && (await change.CommitAsync(ct)).Problem is { } conflict) return conflict;

        cache.Forget();
        return new FxImported(fresh.Select(row => row.Day).Distinct().Count(), fresh.Count, fresh.Count == 0 ? null : fresh.Max(row => row.Day));
    }

    private static async Task<Result<List<FxRateRow>>> ReadAsync(TextReader csv, CancellationToken ct)
    {
        var head = (await csv.ReadLineAsync(ct))?.TrimStart('\uFEFF').Split(',', StringSplitOptions.TrimEntries);
        if (head is null || head.Length < 2 || head[0] != "Date") return FinanceProblems.NotEcbFile();

        var rows = new List<FxRateRow>();
        for (var number = 2; await csv.ReadLineAsync(ct) is { } line; number++)
        {
            if (line.Length > 0 && AddLine(rows, head, line.Split(',', StringSplitOptions.TrimEntries), number).Problem is { } problem) return problem;
        }

        var twice = rows.GroupBy(row => (row.Day, row.Currency)).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null) return FinanceProblems.RateTwice(twice.Key.Day, twice.Key.Currency);
        return rows.Count == 0 ? FinanceProblems.NotEcbFile() : rows;
    }

    private static Result AddLine(List<FxRateRow> rows, string[] head, string[] cells, int number)
    {
        // The history says 2026-04-13, the file of one day says 13 April 2026.
        if (!DateOnly.TryParseExact(cells[0], ["yyyy-MM-dd", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return FinanceProblems.BadRateDay(number, cells[0]);

        for (var i = 1; i < cells.Length && i < head.Length; i++)
        {
            if (head[i].Length == 0 || cells[i] is "" or "N/A") continue;
            if (!decimal.TryParse(cells[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate is <= 0 or > 1_000_000_000) return FinanceProblems.BadRate(number, head[i], cells[i]);
            rows.Add(new() { Day = day, Currency = head[i], RateE6 = (long)decimal.Round(rate * 1_000_000, MidpointRounding.ToEven), Source = BuiltInRates.Ecb });
        }

        return Result.Ok;
    }
}
