using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>A number to keep.</summary>
/// <param name="ValidTo">The last day; null for without end.</param>
internal sealed record NewTraderNumber(string Territory, TraderNumberKind Kind, string Value, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>The numbers under which the company exports, imports and pays tax, with the days on which they hold.</summary>
internal sealed class EditTraderNumbers(EntrepotDb db, IdBlocks ids, ChangeLog log, CurrentUser user, TimeProvider clock) : ITraderNumbers
{
    /// <summary>Under which the log keeps the changes of all of them.</summary>
    public const string Subject = "trader-numbers";

    internal sealed record Request(string? Eori, string? VatNumber, string? Other);

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/customs/trader-numbers", async (EditTraderNumbers numbers, DateOnly? on, CancellationToken ct) => TypedResults.Ok(await numbers.InForceAsync(on ?? numbers.Today, ct)))
            .RequireAuthorization("customs.view").DisableAntiforgery().WithSummary("The company's EORI, VAT, IOSS and other numbers by customs territory, today or on another day");
        routes.MapPut("/api/v1/customs/trader-numbers/{territory}", async (string territory, Request request, EditTraderNumbers edit, CancellationToken ct) => (await edit.ReplaceAsync(territory, request, ct)).ToHttp())
            .RequireAuthorization("customs.edit").DisableAntiforgery().WithSummary("Set the company's numbers in one customs territory (EU, GB, CN …) from today on; an empty one ends");
        routes.MapPost("/api/v1/customs/trader-numbers", async (NewTraderNumber number, EditTraderNumbers edit, CancellationToken ct) => (await edit.AddAsync(number, ct)).ToHttp())
            .RequireAuthorization("customs.edit").DisableAntiforgery().WithSummary("Add one number with its first day; the number of the same kind before it ends the day before");
    }

    public async Task<IReadOnlyList<TraderNumbers>> InForceAsync(DateOnly on, CancellationToken ct)
    {
        var rows = await db.Set<TraderNumberRow>().Where(row => row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on)).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.Territory).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Together(group.Key, group.ToDictionary(row => row.Kind, row => row.Value)))];
    }

    public async Task<Result> AddAsync(NewTraderNumber number, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        return (await PutAsync(number, ct)).Problem is { } problem ? problem : await unit.CommitAsync(ct);
    }

    /// <summary>Gives a number its last day. One that ends before it began never held, and goes away altogether.</summary>
    public async Task<Result> EndAsync(long id, DateOnly lastDay, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await Tracked().SingleOrDefaultAsync(row => row.Id == new TraderNumberId(id), ct) is not { } number) return PaperProblems.NumberNotFound(id);
        if (number.ValidTo < Today) return PaperProblems.NumberEnded(number.Value);

        End(number, lastDay, reason);
        return await unit.CommitAsync(ct);
    }

    private async Task<Result> ReplaceAsync(string territory, Request request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        foreach (var (kind, value) in new[] { (TraderNumberKind.Eori, request.Eori), (TraderNumberKind.Vat, request.VatNumber), (TraderNumberKind.Other, request.Other) })
            if ((await ReplaceAsync(territory, kind, value?.Trim() ?? "", ct)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }

    private async Task<Result> ReplaceAsync(string territory, TraderNumberKind kind, string value, CancellationToken ct)
    {
        var today = Today;
        if (value.Length > 0 && TraderNumberForms.Check(territory, kind, value, today) is { } problem) return problem with { Field = FieldOf(kind) };

        var known = (await OfKindAsync(territory, kind, ct)).Find(row => row.IsInForce(today));
        if (known?.Value == value || (known is null && value.Length == 0)) return Result.Ok;

        if (known is not null) End(known, today.AddDays(-1), "");
        if (value.Length > 0) Add(new(territory, kind, value, today, known?.ValidTo is { } end && end > today ? end : null));
        return Result.Ok;
    }

    private async Task<Result> PutAsync(NewTraderNumber asked, CancellationToken ct)
    {
        var number = asked with { Value = (asked.Value ?? "").Trim() };
        if (TraderNumberForms.Check(number.Territory ?? "", number.Kind, number.Value, number.ValidFrom) is { } problem) return problem;
        if (number.ValidTo < number.ValidFrom) return PaperProblems.NumberEndsBeforeItBegins();

        var last = number.ValidTo ?? DateOnly.MaxValue;
        foreach (var other in await OfKindAsync(asked.Territory, number.Kind, ct))
        {
            if (other.ValidFrom > last || other.ValidTo < number.ValidFrom) continue;
            if (other.ValidFrom >= number.ValidFrom) return PaperProblems.NumberOverlaps(other.Value, other.ValidFrom);
            End(other, number.ValidFrom.AddDays(-1), "");
        }

        Add(number);
        return Result.Ok;
    }

    private void Add(NewTraderNumber number)
    {
        var row = new TraderNumberRow
        {
            TenantId = db.Tenant,
            Id = new(ids.Next()),
            Territory = number.Territory,
            Kind = number.Kind,
            Value = number.Value,
            ValidFrom = number.ValidFrom,
            ValidTo = number.ValidTo,
            AddedAt = clock.GetUtcNow().UtcDateTime,
            AddedBy = user.Name,
        };
        db.Add(row);
        log.Add(Subject, "", new Change(TraderNumbersView.Word(row.Kind), "", Say(row)));
    }

    private void End(TraderNumberRow number, DateOnly lastDay, string reason)
    {
        var before = Say(number);
        if (lastDay < number.ValidFrom)
        {
            db.Remove(number);
            log.Add(Subject, reason, new Change(TraderNumbersView.Word(number.Kind), before, ""));
            return;
        }

        number.ValidTo = lastDay;
        log.Add(Subject, reason, new Change(TraderNumbersView.Word(number.Kind), before, Say(number)));
    }

    private Task<List<TraderNumberRow>> OfKindAsync(string territory, TraderNumberKind kind, CancellationToken ct) =>
        Tracked().Where(row => row.Territory == territory && row.Kind == kind).OrderBy(row => row.ValidFrom).ToListAsync(ct);

    private IQueryable<TraderNumberRow> Tracked() => db.Set<TraderNumberRow>().AsTracking();

    private static string Say(TraderNumberRow row) =>
        FormattableString.Invariant($"{row.Territory} {row.Value}, {row.ValidFrom:yyyy-MM-dd} –{(row.ValidTo is { } last ? FormattableString.Invariant($" {last:yyyy-MM-dd}") : "")}");

    private static TraderNumbers Together(string territory, Dictionary<TraderNumberKind, string> values) => new(
        territory, values.GetValueOrDefault(TraderNumberKind.Eori, ""), values.GetValueOrDefault(TraderNumberKind.Vat, ""), values.GetValueOrDefault(TraderNumberKind.Other, ""))
    { Ioss = values.GetValueOrDefault(TraderNumberKind.Ioss, ""), Importer = values.GetValueOrDefault(TraderNumberKind.Importer, "") };

    private static string FieldOf(TraderNumberKind kind) => kind switch { TraderNumberKind.Eori => "eori", TraderNumberKind.Vat => "vatNumber", _ => "other" };
}
